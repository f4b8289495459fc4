package org.slapos.master.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A form sent as {@code multipart/form-data}; parts are texts in UTF-8, encodings of parts are not supported. */
final class MultipartForm {
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("[;\\s]name=(?:\"([^\"]*)\"|([^;\\s]+))");
  private static final String LINE_END = "\r\n";

  private MultipartForm() {}

  static Fields parse(String contentType, byte[] body) {
    var boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw HttpProblem.of(400, "The multipart body has no boundary.");
    }
    var delimiter = LINE_END + "--" + quotedOrPlain(boundary);
    // One char per byte, so that values keep their exact bytes until their part is known.
    var text = LINE_END + new String(body, StandardCharsets.ISO_8859_1);
    var values = new LinkedHashMap<String, String>();
    int next = text.indexOf(delimiter);
    while (next >= 0) {
      int start = next + delimiter.length();
      next = text.indexOf(delimiter, start);
      if (next >= 0) {
        readPart(text.substring(start, next), values);
      }
    }
    return new Fields(values);
  }

  private static void readPart(String part, Map<String, String> values) {
    int end = part.indexOf(LINE_END + LINE_END);
    if (end < 0) {
      throw HttpProblem.of(400, "A part of the multipart body has no blank line after its headers.");
    }
    var value = utf8(part.substring(end + 2 * LINE_END.length()));
    name(part.substring(0, end)).ifPresent(name -> values.putIfAbsent(name, value));
  }

  private static Optional<String> name(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
        .map(NAME::matcher)
        .filter(Matcher::find)
        .map(matcher -> utf8(quotedOrPlain(matcher)))
        .findFirst();
  }

  private static String quotedOrPlain(MatchResult match) {
    return Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2));
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}

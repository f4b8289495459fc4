package org.slapos.slap.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one answer of HTTP/1.0 or 1.1 from a connection that is closed afterwards. */
final class AnswerReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: (.*))?");
  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_HEADERS = 256;

  private final InputStream in;

  /** @param in buffered by the caller */
  AnswerReader(InputStream in) {
    this.in = in;
  }

  /** The head of the answer that counts, with its body still to be read. */
  Head readFinalHead(String method) throws IOException {
    while (true) {
      var head = readHead();
      if (head.status() >= 200) {
        return new Head(head.status(), head.reason(), head.headers(), AnswerBody.of(in, method, head));
      }
    }
  }

  /** Any head. What follows a proxy's success for CONNECT belongs to somebody else. */
  Head readHead() throws IOException {
    var line = readLine();
    var statusLine = STATUS_LINE.matcher(line);
    if (!statusLine.matches()) {
      throw new HttpProtocolException("the answer is not HTTP: '" + abbreviate(line) + "'");
    }
    var headers = new ArrayList<HttpAnswer.Header>();
    for (var header = readLine(); !header.isEmpty(); header = readLine()) {
      var colon = header.indexOf(':');
      if (colon > 0) {
        headers.add(new HttpAnswer.Header(header.substring(0, colon).strip(), header.substring(colon + 1).strip()));
      }
      if (headers.size() > MAX_HEADERS) {
        throw new HttpProtocolException("the answer has more than " + MAX_HEADERS + " headers");
      }
    }
    var reason = Optional.ofNullable(statusLine.group(2)).orElse("");
    return new Head(Integer.parseInt(statusLine.group(1)), reason, headers, InputStream.nullInputStream());
  }

  String readLine() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new HttpProtocolException("the connection was closed without an answer");
      }
      if (line.size() >= MAX_LINE) {
        throw new HttpProtocolException("the answer has an endless line");
      }
      line.write(c);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  static String abbreviate(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** Everything before the body, and the body still to be read. */
  record Head(int status, String reason, List<HttpAnswer.Header> headers, InputStream body) {

    Optional<String> header(String name) {
      return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).map(HttpAnswer.Header::value).findFirst();
    }
  }
}

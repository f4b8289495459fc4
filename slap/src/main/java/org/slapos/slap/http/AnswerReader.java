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
  private static final int MAX_BODY = 256 * 1024 * 1024;

  private final InputStream in;

  /** @param in buffered by the caller */
  AnswerReader(InputStream in) {
    this.in = in;
  }

  HttpAnswer read(String method) throws IOException {
    while (true) {
      var head = readHead();
      if (head.status() >= 200) {
        var bare = new HttpAnswer(head.status(), head.reason(), head.headers(), new byte[0]);
        return hasBody(method, head.status())
            ? new HttpAnswer(head.status(), head.reason(), head.headers(), readBody(bare))
            : bare;
      }
    }
  }

  /** As {@link #read}, for the answer of a proxy to CONNECT: what follows a success belongs to somebody else. */
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
    return new Head(Integer.parseInt(statusLine.group(1)), reason, headers);
  }

  private static boolean hasBody(String method, int status) {
    return !method.equals("HEAD") && status != 204 && status != 304;
  }

  private byte[] readBody(HttpAnswer head) throws IOException {
    var encoding = head.header("Transfer-Encoding").orElse("");
    if (encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
      return readChunks();
    }
    var length = head.header("Content-Length");
    return length.isPresent() ? readExactly(parseLength(length.get(), 10)) : readToEnd();
  }

  private byte[] readToEnd() throws IOException {
    var body = in.readNBytes(MAX_BODY);
    if (body.length == MAX_BODY && in.read() >= 0) {
      throw tooLong();
    }
    return body;
  }

  private byte[] readChunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = parseLength(readLine().replaceFirst(";.*", "").strip(), 16);
      if (size == 0) {
        while (!readLine().isEmpty()) {
          // Trailers say nothing that matters here.
        }
        return body.toByteArray();
      }
      if (size > MAX_BODY - body.size()) {
        throw tooLong();
      }
      body.write(readExactly(size));
      readLine();
    }
  }

  private static int parseLength(String text, int radix) throws HttpProtocolException {
    try {
      var length = Long.parseLong(text, radix);
      if (length < 0 || length > MAX_BODY) {
        throw tooLong();
      }
      return (int) length;
    } catch (NumberFormatException e) {
      throw new HttpProtocolException("the answer has an unreadable length: '" + abbreviate(text) + "'", e);
    }
  }

  private byte[] readExactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new HttpProtocolException("the connection was closed after %d of %d bytes".formatted(bytes.length, length));
    }
    return bytes;
  }

  private String readLine() throws IOException {
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

  private static HttpProtocolException tooLong() {
    return new HttpProtocolException("the answer is longer than " + MAX_BODY + " bytes");
  }

  private static String abbreviate(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  /** Everything before the body. */
  record Head(int status, String reason, List<HttpAnswer.Header> headers) {}
}

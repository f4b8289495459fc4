package org.slapos.slap.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** A body of a known length, or a chunk of one; its end before that length is an error. */
final class AnswerBody extends InputStream {
  private final InputStream in;
  private final long length;
  private long read;

  private AnswerBody(InputStream in, long length) {
    this.in = in;
    this.length = length;
  }

  /** The body that follows a head. */
  static InputStream of(InputStream in, String method, AnswerReader.Head head) throws HttpProtocolException {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    if (head.header("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT).contains("chunked")) {
      return new ChunkedBody(in);
    }
    var length = head.header("Content-Length");
    return length.isPresent() ? new AnswerBody(in, parseLength(length.get(), 10)) : in;
  }

  /** The next bytes as a body of their own. */
  static InputStream ofLength(InputStream in, long length) {
    return new AnswerBody(in, length);
  }

  long length() {
    return length;
  }

  static long parseLength(String text, int radix) throws HttpProtocolException {
    try {
      var length = Long.parseLong(text, radix);
      if (length >= 0) {
        return length;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new HttpProtocolException("the answer has an unreadable length: '" + AnswerReader.abbreviate(text) + "'");
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0 || read == length) {
      return count == 0 ? 0 : -1;
    }
    var got = in.read(buffer, offset, (int) Math.min(count, length - read));
    if (got < 0) {
      throw new HttpProtocolException("the connection was closed after %d of %d bytes".formatted(read, length));
    }
    read += got;
    return got;
  }
}

package org.slapos.slap.http;

import java.io.IOException;
import java.io.InputStream;

/** A body in chunks, each with its length before it. */
final class ChunkedBody extends InputStream {
  private final InputStream in;
  private final AnswerReader lines;
  private InputStream chunk = InputStream.nullInputStream();
  private boolean first = true;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
    this.lines = new AnswerReader(in);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (!ended) {
      var got = chunk.read(buffer, offset, count);
      if (got >= 0) {
        return got;
      }
      nextChunk();
    }
    return -1;
  }

  private void nextChunk() throws IOException {
    if (!first) {
      lines.readLine();
    }
    first = false;
    var size = AnswerBody.parseLength(lines.readLine().replaceFirst(";.*", "").strip(), 16);
    if (size == 0) {
      while (!lines.readLine().isEmpty()) {
        // Trailers say nothing that matters here.
      }
      ended = true;
    }
    chunk = AnswerBody.ofLength(in, size);
  }
}

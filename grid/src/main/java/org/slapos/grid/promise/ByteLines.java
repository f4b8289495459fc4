package org.slapos.grid.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Cuts bytes into lines as they arrive; a line longer than the limit is handed over in pieces. Thread-safe. */
final class ByteLines {
  private static final int LONGEST_LINE = 64 * 1024;

  private final Consumer<String> sink;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ByteLines(Consumer<String> sink) {
    this.sink = sink;
  }

  synchronized void add(byte[] bytes) {
    for (byte one : bytes) {
      if (one == '\n' || line.size() >= LONGEST_LINE) {
        sink.accept(line.toString(UTF_8));
        line.reset();
      }
      if (one != '\n') {
        line.write(one);
      }
    }
  }

  /** Hands over what is left. */
  synchronized void end() {
    if (line.size() > 0) {
      sink.accept(line.toString(UTF_8));
      line.reset();
    }
  }
}

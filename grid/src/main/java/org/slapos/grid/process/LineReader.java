package org.slapos.grid.process;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Cuts a stream into lines as they arrive; a line longer than the limit is handed over in pieces. */
final class LineReader implements Runnable {
  static final int LONGEST_LINE = 64 * 1024;

  private final Reader reader;
  private final Consumer<String> sink;
  private volatile boolean abandoned;

  LineReader(Reader reader, Consumer<String> sink) {
    this.reader = reader;
    this.sink = sink;
  }

  /** What still comes, from a process that outlived the one we wait for, is dropped. */
  void abandon() {
    abandoned = true;
  }

  @Override
  public void run() {
    var line = new StringBuilder();
    var buffer = new char[8192];
    try (reader) {
      for (int n = reader.read(buffer); n >= 0 && !abandoned; n = reader.read(buffer)) {
        take(buffer, n, line);
      }
    } catch (IOException e) {
      // The pipe was closed under us: the process is gone, and so is the rest of its output.
      abandoned = abandoned || line.isEmpty();
    }
    if (!line.isEmpty() && !abandoned) {
      sink.accept(line.toString());
    }
  }

  private void take(char[] buffer, int n, StringBuilder line) {
    for (int i = 0; i < n; i++) {
      if (buffer[i] == '\n' || line.length() >= LONGEST_LINE) {
        sink.accept(line.toString());
        line.setLength(0);
      }
      if (buffer[i] != '\n') {
        line.append(buffer[i]);
      }
    }
  }
}

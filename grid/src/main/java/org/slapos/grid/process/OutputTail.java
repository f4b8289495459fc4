package org.slapos.grid.process;

/** Keeps the end of a growing text. */
final class OutputTail {
  private final StringBuilder text = new StringBuilder();
  private final int limit;

  OutputTail(int limit) {
    this.limit = limit;
  }

  synchronized void add(String line) {
    text.append(line).append('\n');
    if (text.length() > 2L * limit) {
      text.delete(0, text.length() - limit);
    }
  }

  synchronized String text() {
    return text.length() <= limit ? text.toString() : text.substring(text.length() - limit);
  }
}

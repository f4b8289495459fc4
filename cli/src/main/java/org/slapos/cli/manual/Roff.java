package org.slapos.cli.manual;

/** Texts inside a manual page. */
final class Roff {
  private Roff() {}

  /** A text that says itself: dashes to copy, no line that looks like a request. */
  static String text(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}

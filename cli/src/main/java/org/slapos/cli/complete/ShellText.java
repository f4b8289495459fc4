package org.slapos.cli.complete;

/** Texts inside the quotes of shells. */
final class ShellText {
  private ShellText() {}

  /** For sh, bash and zsh. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** For fish. */
  static String fish(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

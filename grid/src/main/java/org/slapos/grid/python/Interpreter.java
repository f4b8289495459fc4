package org.slapos.grid.python;

import java.nio.file.Path;

/**
 * A Python interpreter.
 *
 * @param executable its real path, not a shim's
 */
public record Interpreter(Path executable, int major, int minor) {
  /** zc.buildout 6 and supervisor 4.3 were seen working from here on. */
  static final int OLDEST_MINOR = 9;

  boolean fits() {
    return major == 3 && minor >= OLDEST_MINOR;
  }

  /** Smaller is better: 3.12 and 3.11 are the ones the samples were run with. */
  int rank() {
    return switch (minor) {
      case 12 -> 0;
      case 11 -> 1;
      case 13 -> 2;
      case 10 -> 3;
      case 9 -> 4;
      default -> 5;
    };
  }

  String version() {
    return major + "." + minor;
  }
}

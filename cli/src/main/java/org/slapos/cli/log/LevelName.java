package org.slapos.cli.log;

import java.util.logging.Level;

/** The words of the reference for levels; log readers search for them. */
enum LevelName {
  DEBUG("0;32"),
  INFO(""),
  WARNING("0;33"),
  ERROR("0;31");

  private final String color;

  LevelName(String color) {
    this.color = color;
  }

  static LevelName of(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return ERROR;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return WARNING;
    }
    return level.intValue() >= Level.INFO.intValue() ? INFO : DEBUG;
  }

  /** The parameters of the escape sequence that colours a message; empty for none. */
  String color() {
    return color;
  }
}

package org.slapos.cli.log;

import org.slf4j.event.Level;

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
    return switch (level) {
      case TRACE, DEBUG -> DEBUG;
      case INFO -> INFO;
      case WARN -> WARNING;
      case ERROR -> ERROR;
    };
  }

  /** The parameters of the escape sequence that colours a message; empty for none. */
  String color() {
    return color;
  }
}

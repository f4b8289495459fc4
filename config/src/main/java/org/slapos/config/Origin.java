package org.slapos.config;

import java.nio.file.Path;

/** Where a setting was written, for messages to people. */
public sealed interface Origin {

  /** A line of a configuration file; lines count from 1. */
  record Line(Path file, int number) implements Origin {
    @Override
    public String toString() {
      return file + ":" + number;
    }
  }

  /** A configuration file as a whole, for what is missing from it. */
  record File(Path file) implements Origin {
    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** An option of the command line, as it is spelled there. */
  record Option(String name) implements Origin {
    @Override
    public String toString() {
      return "option " + name;
    }
  }
}

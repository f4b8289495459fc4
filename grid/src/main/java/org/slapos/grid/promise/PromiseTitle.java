package org.slapos.grid.promise;

import java.util.Optional;

/** What a promise is kept under: a plugin and an executable of one title share their state files. */
public final class PromiseTitle {
  private static final String RESULT = ".status.json";

  private PromiseTitle() {}

  /** The name of a promise's file without its last extension. */
  public static String of(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The name of the file with the result of a promise. */
  static String resultFile(String title) {
    return title + RESULT;
  }

  /** The title that a file with a result belongs to; empty for the name of another file. */
  public static Optional<String> ofResultFile(String name) {
    return name.endsWith(RESULT) ? Optional.of(name.substring(0, name.length() - RESULT.length())) : Optional.empty();
  }
}

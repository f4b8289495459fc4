package org.slapos.grid.supervisor;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slapos.grid.log.GridLog;

/**
 * Names of programs go into files that supervisord reads as root, and a partition's user chooses them: what could be
 * read there as anything else than a name is left out.
 */
public final class ProgramName {
  private static final Pattern HARMLESS = Pattern.compile("[^\\s\\p{Cntrl}%,;:\"'\\\\]+");

  private ProgramName() {}

  /** Whether it is read as nothing but a name. */
  public static boolean isHarmless(String name) {
    return HARMLESS.matcher(name).matches();
  }

  /** Whether supervisord can take it; a warning if not. */
  public static boolean isHarmless(String name, Path folder, GridLog log) {
    boolean harmless = isHarmless(name);
    if (!harmless) {
      log.warn("%s holds a program whose name supervisord cannot take; it is not started: %s"
          .formatted(folder, name.replaceAll("\\p{Cntrl}", "?")));
    }
    return harmless;
  }
}

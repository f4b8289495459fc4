package org.slapos.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the system's programs are. */
public final class InstalledProgram {
  /** Those that cron and services leave out of PATH hold the administrators' programs. */
  private static final List<String> ALWAYS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private InstalledProgram() {}

  /** The first of that name on PATH, else in the folders that every system has; relative parts of PATH are passed over. */
  public static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(":", -1)) {
      if (folder.startsWith("/") && Files.isExecutable(Path.of(folder, name))) {
        return Optional.of(Path.of(folder, name));
      }
    }
    for (String folder : ALWAYS) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return Optional.of(Path.of(folder, name));
      }
    }
    return Optional.empty();
  }
}

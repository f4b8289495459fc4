package org.slapos.grid.software;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Notes in a profile which revision of a local checkout it was built from. */
final class GitRevision {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GitRevision() {}

  /** Appends a comment line unless the last line already names the revision; nothing outside a checkout. */
  static void note(String url, Path profile, Instant now) throws IOException {
    Optional<String> revision = checkout(url).flatMap(GitRevision::describe);
    if (revision.isEmpty()) {
      return;
    }
    var lines = Files.readAllLines(profile, UTF_8);
    if (lines.isEmpty() || !lines.getLast().contains(revision.get())) {
      Files.writeString(
          profile, "# %s git revision: %s\n".formatted(TIME.format(now), revision.get()), UTF_8,
          StandardOpenOption.APPEND);
    }
  }

  private static Optional<Path> checkout(String url) {
    try {
      Path path = Path.of(url);
      return path.isAbsolute() && Files.exists(path) ? Optional.ofNullable(path.getParent()) : Optional.empty();
    } catch (InvalidPathException notAPath) {
      return Optional.empty();
    }
  }

  private static Optional<String> describe(Path folder) {
    var builder = new ProcessBuilder("git", "describe", "--all", "--long", "--dirty")
        .directory(folder.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectInput(new File("/dev/null"));
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

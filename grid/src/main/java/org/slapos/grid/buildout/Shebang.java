package org.slapos.grid.buildout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The interpreter line of a script: kernels cut long ones, so scripts are started through their words. */
public final class Shebang {
  private Shebang() {}

  /** Words of the {@code #!} line; empty for a file without one. */
  public static List<String> words(Path script) {
    return lines(script).findFirst().filter(line -> line.startsWith("#!"))
        .map(line -> Stream.of(line.substring(2).strip().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList())
        .orElse(List.of());
  }

  /** Whether the system can execute it, by its first bytes: a shell would take anything else for a script of its own. */
  public static boolean isProgram(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      String head = new String(input.readNBytes(4), StandardCharsets.ISO_8859_1);
      return head.startsWith("#!") || head.equals("\u007fELF");
    } catch (AccessDeniedException programsNeedNotBeReadable) {
      return true;
    }
  }

  /** Whether it is a whole script with an interpreter that exists: one whose writing was interrupted is not. */
  public static boolean isRunnable(Path script) {
    if (!Files.isRegularFile(script)) {
      return false;
    }
    List<String> words = words(script);
    return !words.isEmpty() && Files.isExecutable(Path.of(words.getFirst()));
  }

  /**
   * The Python that a buildout script runs with: its interpreter or, when a wrapper by the shell was needed for a long
   * path, the program of the {@code exec} in the second line.
   */
  public static Optional<Path> python(Path script) {
    if (!Files.isReadable(script)) {
      return Optional.empty();
    }
    List<String> words = words(script);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    if (!words.getFirst().equals("/bin/sh")) {
      return Optional.of(Path.of(words.getFirst()));
    }
    return lines(script).skip(1).findFirst()
        // pip writes the word exec between more quotes, so that Python sees a text there.
        .map(line -> List.of(line.replaceAll("[\"']", "").strip().split("\\s+", -1)))
        .filter(exec -> exec.size() >= 3 && exec.getFirst().equals("exec"))
        .map(exec -> Path.of(exec.get(1)));
  }

  private static Stream<String> lines(Path script) {
    try (Stream<String> lines = Files.lines(script, StandardCharsets.ISO_8859_1)) {
      return lines.limit(2).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + script, e);
    }
  }
}

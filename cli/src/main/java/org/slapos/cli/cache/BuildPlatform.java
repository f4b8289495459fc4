package org.slapos.cli.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * For what a release was built, or what this machine is: built releases run on equal platforms only.
 *
 * @param multiarch as {@code gcc -dumpmachine} says, such as {@code x86_64-linux-gnu}
 * @param distribution such as {@code debian}
 * @param version of the distribution
 * @param id its code name
 */
record BuildPlatform(String multiarch, String distribution, String version, String id) {
  private static final List<Path> OS_RELEASE = List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));
  private static final long COMPILER_SECONDS = 5;

  /** This machine. A machine without gcc is what its processor and Linux make it. */
  static BuildPlatform ofThisMachine() {
    Map<String, String> release = osRelease();
    return new BuildPlatform(
        multiarchOfThisMachine(),
        release.getOrDefault("ID", ""),
        release.getOrDefault("VERSION_ID", ""),
        release.getOrDefault("VERSION_CODENAME", ""));
  }

  /** Whether what was built there runs here. Of Debian only the number before the dot counts, and no code name. */
  boolean fits(BuildPlatform other) {
    return multiarch.equals(other.multiarch) && comparable().equals(other.comparable());
  }

  private List<String> comparable() {
    String name = distribution.toLowerCase(Locale.ROOT);
    return name.equals("debian") || name.equals("raspbian")
        ? List.of("debian", version.split("\\.", 2)[0])
        : List.of(name, version, id);
  }

  private static String multiarchOfThisMachine() {
    try {
      Process gcc = new ProcessBuilder("gcc", "-dumpmachine").redirectError(ProcessBuilder.Redirect.DISCARD).start();
      gcc.getOutputStream().close();
      String printed = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (gcc.waitFor(COMPILER_SECONDS, TimeUnit.SECONDS) && gcc.exitValue() == 0 && !printed.isEmpty()) {
        return printed;
      }
      gcc.destroyForcibly();
    } catch (IOException noCompiler) {
      // Only builds need one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String processor = System.getProperty("os.arch");
    return (processor.equals("amd64") ? "x86_64" : processor) + "-linux-gnu";
  }

  private static Map<String, String> osRelease() {
    var values = new HashMap<String, String>();
    for (Path file : OS_RELEASE) {
      try {
        for (String line : Files.readAllLines(file)) {
          int equals = line.indexOf('=');
          if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1).strip().replaceAll("^[\"']|[\"']$", ""));
          }
        }
        return values;
      } catch (IOException absent) {
        // The other place, or a machine that says nothing of itself and fits nothing.
      }
    }
    return values;
  }
}

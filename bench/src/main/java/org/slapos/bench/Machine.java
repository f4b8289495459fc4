package org.slapos.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slapos.testing.reference.ReferenceEnvironment;
import org.slapos.testing.reference.ReferenceVersion;

/** What a figure means nothing without. */
final class Machine {
  private static final long KIB_IN_GIB = 1 << 20;

  private Machine() {}

  static String describe(Path repository) throws IOException {
    var parts = new ArrayList<String>();
    parts.add("%d cores%s".formatted(Runtime.getRuntime().availableProcessors(), processor()));
    parts.add(memory() / KIB_IN_GIB + " GB");
    parts.add("Linux " + System.getProperty("os.version"));
    parts.add("JDK " + Runtime.version());
    for (var version : ReferenceVersion.values()) {
      parts.add("%s on %s".formatted(version.version(), output(
          List.of(ReferenceEnvironment.of(version).executable("python").toString(), "--version"))));
    }
    parts.add("commit " + output(List.of("git", "-C", repository.toString(), "describe", "--always", "--dirty")));
    return String.join(", ", parts);
  }

  private static String processor() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(line -> line.startsWith("model name")).findFirst()
          .map(line -> " (" + line.replaceFirst(".*: *", "") + ")").orElse("");
    }
  }

  private static long memory() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return Long.parseLong(lines.findFirst().orElseThrow().replaceAll("\\D", ""));
    }
  }

  private static String output(List<String> command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}

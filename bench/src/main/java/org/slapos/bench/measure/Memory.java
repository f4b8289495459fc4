package org.slapos.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process that runs has taken. */
public final class Memory {
  private static final int KIB_IN_MIB = 1024;

  private Memory() {}

  /** The most memory that a process has had resident, in MB. */
  public static double mostOf(long pid) throws IOException {
    return of(pid, "VmHWM:");
  }

  /** The memory that a process has resident, in MB. */
  public static double presentOf(long pid) throws IOException {
    return of(pid, "VmRSS:");
  }

  private static double of(long pid, String field) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      String line = lines.filter(text -> text.startsWith(field)).findFirst().orElseThrow();
      return Double.parseDouble(line.replaceAll("\\D", "")) / KIB_IN_MIB;
    }
  }
}

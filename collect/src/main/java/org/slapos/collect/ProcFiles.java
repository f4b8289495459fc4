package org.slapos.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code /proc}. */
final class ProcFiles {
  private static final int PAGE = 4096;
  private final Path proc;

  ProcFiles(Path proc) {
    this.proc = proc;
  }

  /** What names this start of the machine. */
  String bootId() throws IOException {
    return text("sys/kernel/random/boot_id").strip();
  }

  /**
   * Everything at once.
   *
   * @param users names of the partitions' users by their numbers
   */
  Sample sample(Map<Integer, String> users) throws IOException {
    long uptime = Math.round(100 * Double.parseDouble(text("uptime").split(" ", -1)[0]));
    CpuTicks cpu = new CpuTicks(0, 0);
    int cores = 0;
    long startedAt = 0;
    for (String line : text("stat").lines().toList()) {
      if (line.startsWith("cpu ")) {
        cpu = cpu(line);
      } else if (line.startsWith("cpu")) {
        cores++;
      } else if (line.startsWith("btime ")) {
        startedAt = Long.parseLong(line.substring(6).strip());
      }
    }
    String memory = text("meminfo");
    return new Sample(
        uptime,
        startedAt,
        cores,
        cpu,
        Double.parseDouble(text("loadavg").split(" ", -1)[0]),
        kilobytes(memory, "MemTotal:"),
        kilobytes(memory, "MemAvailable:"),
        network(),
        processes(users));
  }

  private static CpuTicks cpu(String line) {
    String[] fields = line.strip().split(" +", -1);
    long total = 0;
    // user nice system idle iowait irq softirq steal; guest times are part of the first two.
    for (int i = 1; i <= 8 && i < fields.length; i++) {
      total += Long.parseLong(fields[i]);
    }
    return new CpuTicks(total, Long.parseLong(fields[4]));
  }

  private NetworkTotals network() throws IOException {
    NetworkTotals all = NetworkTotals.NONE;
    for (String line : text("net/dev").lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        String[] f = line.substring(colon + 1).strip().split(" +", -1);
        all = all.plus(new NetworkTotals(number(f[0]), number(f[2]), number(f[3]), number(f[8]), number(f[10]), number(f[11])));
      }
    }
    return all;
  }

  private List<ProcessSample> processes(Map<Integer, String> users) throws IOException {
    var found = new ArrayList<ProcessSample>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        process(entry, users).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Empty if it belongs to nobody of them, or has ended meanwhile. */
  private static Optional<ProcessSample> process(Path entry, Map<Integer, String> users) {
    try {
      String status = text(entry.resolve("status"));
      String user = users.get((int) field(status, "Uid:"));
      if (user == null) {
        return Optional.empty();
      }
      String stat = text(entry.resolve("stat"));
      // The name of the program is in brackets and may hold anything.
      String[] f = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long own = number(f[11]) + number(f[12]);
      long wait = f.length > 39 ? number(f[39].strip()) : 0;
      String io = text(entry.resolve("io"));
      return Optional.of(new ProcessSample(
          user,
          Integer.parseInt(entry.getFileName().toString()),
          number(f[19]),
          own,
          own + number(f[13]) + number(f[14]) + wait,
          Integer.parseInt(f[17]),
          number(f[21]) * PAGE,
          field(io, "read_bytes:") + field(io, "\nwrite_bytes:"),
          field(io, "syscr:") + field(io, "syscw:")));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static long kilobytes(String text, String name) {
    return field(text, name) * 1024;
  }

  /** The first number after a name; 0 if the kernel does not tell it. */
  private static long field(String text, String name) {
    int at = text.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int from = at + name.length();
    while (from < text.length() && !Character.isDigit(text.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    return number(text.substring(from, to));
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  private String text(String name) throws IOException {
    return text(proc.resolve(name));
  }

  /** Command names are bytes, not text: an odd one must not lose the rest. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}

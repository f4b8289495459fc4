package org.slapos.collect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sums over all processes of a user in one minute.
 *
 * @param diskUsed MiB
 */
record MinuteUsage(
    long processes, double cpuPercent, double cpuMinutes, double threads, double memoryPercent, double memoryMib,
    double readWrite, double cycles, double diskUsed, String date) {
  private static final double SECONDS = 60;
  private static final double MIB = 1024 * 1024;
  private static final double KIB_IN_MIB = 1024;

  static MinuteUsage of(CollectorDatabase database, String user, Moment minute) {
    String from = minute.time();
    String to = from.substring(0, from.length() - 2) + "59";
    List<Object> sums = database.select("""
        SELECT count(DISTINCT pid), total(cpu_percent), total(cpu_time), total(cpu_num_threads), total(memory_percent),
        total(memory_rss), total(io_rw_counter), total(io_cycles_counter)
        FROM user WHERE partition = ? AND date = ? AND time BETWEEN ? AND ?""", user, minute.date(), from, to).getFirst();
    double disk = number(database.select(
        "SELECT total(disk_used) FROM folder WHERE partition = ? AND date = ? AND time BETWEEN ? AND ?",
        user, minute.date(), from, to).getFirst().getFirst());
    return new MinuteUsage(
        (long) number(sums.get(0)),
        number(sums.get(1)),
        number(sums.get(2)) / SECONDS,
        number(sums.get(3)),
        number(sums.get(4)),
        number(sums.get(5)) / MIB,
        number(sums.get(6)),
        number(sums.get(7)),
        disk / KIB_IN_MIB,
        minute.date() + " " + from);
  }

  List<String> processEntry() {
    return processes == 0 ? List.of()
        : List.of(Long.toString(processes), sum(cpuPercent), Numbers.text(Numbers.rounded(cpuMinutes)), sum(threads));
  }

  List<String> memoryEntry() {
    return memoryMib == 0 ? List.of() : List.of(sum(memoryPercent), Numbers.text(Numbers.rounded(memoryMib)));
  }

  List<String> ioEntry() {
    return readWrite == 0 ? List.of()
        : List.of(sum(readWrite), sum(cycles), sum(diskUsed));
  }

  /** The last values as one JSON object; without any process nothing is known. */
  String status() {
    Map<String, String> fields = new LinkedHashMap<>();
    if (processes > 0) {
      List<String> process = processEntry();
      fields.put("total_process", process.get(0));
      fields.put("cpu_percent", process.get(1));
      fields.put("cpu_time", process.get(2));
      fields.put("cpu_num_threads", process.get(3));
      fields.put("date", "\"" + date + "\"");
    }
    if (!memoryEntry().isEmpty()) {
      fields.put("memory_percent", memoryEntry().get(0));
      fields.put("memory_rss", memoryEntry().get(1));
    }
    if (!ioEntry().isEmpty()) {
      fields.put("io_rw_counter", ioEntry().get(0));
      fields.put("io_cycles_counter", ioEntry().get(1));
      fields.put("disk_used", ioEntry().get(2));
    }
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A sum of nothing is a whole number in these files. */
  private static String sum(double value) {
    return value == 0 ? "0" : Numbers.text(Numbers.rounded(value));
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}

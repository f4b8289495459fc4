package org.slapos.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The processes of a user in one minute, those that took most first, each as a JSON object. */
final class MinuteProcesses {
  private static final double SECONDS = 60;
  private static final double MIB = 1024 * 1024;
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private static final Pattern WORD_END = Pattern.compile("\0");

  private MinuteProcesses() {}

  static List<String> of(CollectorDatabase database, String user, Moment minute, Path proc) {
    String from = minute.time();
    String to = from.substring(0, from.length() - 2) + "59";
    return database.select("""
        SELECT pid, process, count(*), total(cpu_percent), total(cpu_time), total(cpu_num_threads), total(memory_percent),
        total(memory_rss), total(io_rw_counter), total(io_cycles_counter)
        FROM user WHERE partition = ? AND date = ? AND time BETWEEN ? AND ?
        GROUP BY process ORDER BY avg(cpu_percent) DESC, pid DESC""", user, minute.date(), from, to).stream()
        .map(row -> json(row, user, proc))
        .toList();
  }

  private static String json(List<Object> row, String user, Path proc) {
    double samples = number(row.get(2));
    String process = row.get(1).toString();
    String usage = "\"pid\": %s, \"cpu_percent\": %s, \"cpu_time\": %s, \"cpu_num_threads\": %s, \"memory_percent\": %s, "
        .formatted(
            Numbers.text(number(row.get(0))),
            rounded(number(row.get(3)) / samples),
            rounded(number(row.get(4)) / SECONDS),
            rounded(number(row.get(5)) / samples),
            rounded(number(row.get(6)) / samples))
        + "\"memory_rss\": %s, \"io_rw_counter\": %s, \"io_cycles_counter\": %s".formatted(
            rounded(number(row.get(7)) / MIB),
            rounded(number(row.get(8)) / samples),
            rounded(number(row.get(9)) / samples));
    return "{" + usage + alive(proc.resolve(Long.toString((long) number(row.get(0)))), process, user).orElse("") + "}";
  }

  /** What is known only of a process that still runs. */
  private static Optional<String> alive(Path process, String key, String user) {
    try {
      String command = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
      String name = Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1).strip();
      double started = Double.parseDouble(key.substring(key.indexOf('-') + 1));
      String words = Arrays.stream(WORD_END.split(command)).map(MinuteProcesses::quoted).collect(Collectors.joining(", ", "[", "]"));
      return Optional.of(", \"name\": %s, \"command\": %s, \"user\": %s, \"date\": \"%s\"".formatted(
          quoted(name), words, quoted(user), LOCAL.format(Instant.ofEpochSecond((long) started))));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  private static String quoted(String text) {
    return JsonText.writeIndented(new Value.Text(text), 0);
  }

  private static String rounded(double value) {
    return Numbers.text(Numbers.rounded(value));
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}

package org.slapos.grid.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slapos.files.ForeignFile;

/**
 * The log of one promise, which is also its history: {@code DATE TIME - LEVEL - SECONDS-RANDOM - MESSAGE}, further lines
 * of a message bare (reference: promise.md, 7).
 */
record PromiseLog(Path file, ZoneId zone) {
  /** The newest executions are at the end; more of it is never needed. */
  private static final int READ_BACK = 1 << 20;

  private static final Pattern RECORD = Pattern.compile(
      "(\\d{4}-\\d\\d-\\d\\d)\\s+(\\d\\d:\\d\\d:\\d\\d)\\s+-?\\s*(\\w+)\\s+-?\\s*(\\d+-\\d{3})\\s+-?\\s*(.*)");

  /** One execution: all its messages, and whether one of them tells of an error. */
  record Execution(boolean failed, String message) {}

  void append(String level, String transaction, Instant time, String message) throws IOException {
    String date = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone).format(time);
    try (FileChannel channel = ForeignFile.append(file)) {
      channel.write(ByteBuffer.wrap("%s - %s - %s - %s\n".formatted(date, level, transaction, message).getBytes(UTF_8)));
    }
  }

  /** Adds a record to the newest execution; nothing to a log without any. */
  void continueNewest(String level, Instant time, String message) throws IOException {
    List<Line> lines = lines();
    if (!lines.isEmpty()) {
      append(level, lines.getLast().transaction(), time, message);
    }
  }

  /** The newest executions, newest first. */
  List<Execution> newest(int count) throws IOException {
    List<List<Line>> transactions = new ArrayList<>();
    for (Line line : lines()) {
      if (transactions.isEmpty() || !transactions.getLast().getFirst().transaction().equals(line.transaction())) {
        transactions.add(new ArrayList<>());
      }
      transactions.getLast().add(line);
    }
    return transactions.reversed().stream().limit(count).map(PromiseLog::execution).toList();
  }

  private record Line(String level, String transaction, StringBuilder text) {}

  private static Execution execution(List<Line> lines) {
    boolean failed = lines.stream().anyMatch(line -> line.level().equals("ERROR") || line.level().equals("CRITICAL"));
    return new Execution(failed, lines.stream().map(Line::text).collect(Collectors.joining("\n")).strip());
  }

  private List<Line> lines() throws IOException {
    var lines = new ArrayList<Line>();
    for (String text : tail().lines().toList()) {
      Matcher record = RECORD.matcher(text);
      if (record.matches()) {
        lines.add(new Line(record.group(3), record.group(4), new StringBuilder(record.group(5))));
      } else if (!lines.isEmpty() && !text.isEmpty()) {
        lines.getLast().text().append('\n').append(text);
      }
    }
    return lines;
  }

  private String tail() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (var input = new RandomAccessFile(file.toFile(), "r")) {
      input.seek(Math.max(0, input.length() - READ_BACK));
      var bytes = new byte[(int) Math.min(input.length(), READ_BACK)];
      input.readFully(bytes);
      return new String(bytes, UTF_8);
    }
  }
}

package org.slapos.cli.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.slapos.cli.Invocation;
import org.slapos.grid.instance.PartitionResult;
import org.slapos.grid.instance.PartitionResult.Kind;

/** What {@code node instance} has done, at a glance, for a person at a terminal. */
final class InstanceTable {
  private static final String GAP = "  ";
  private static final int LONGEST_MESSAGE = 100;
  private static final String GREEN = "0;32";
  private static final String YELLOW = "0;33";
  private static final String RED = "0;31";

  private InstanceTable() {}

  /** Programs and quiet persons get the log's lines only. */
  static boolean isWanted(Invocation invocation) {
    return invocation.global().verbosity() > 0
        && invocation.terminal().variable("SLAPOS_STDOUT_IS_TERMINAL").isPresent();
  }

  /** A line for each partition that was not left as it was, and one that counts. */
  static List<String> lines(List<PartitionResult> results) {
    List<PartitionResult> changed = results.stream().filter(one -> one.result() != Kind.UNCHANGED).toList();
    int nameWidth = width(changed.stream().map(PartitionResult::partition).toList(), "PARTITION");
    int resultWidth = width(changed.stream().map(one -> one.result().words()).toList(), "RESULT");
    var lines = new ArrayList<String>();
    if (!changed.isEmpty()) {
      lines.add(padded("PARTITION", nameWidth) + GAP + padded("RESULT", resultWidth) + GAP + "WHY OR WHAT");
    }
    for (PartitionResult one : changed) {
      lines.add(padded(one.partition(), nameWidth) + GAP + colored(one.result(), resultWidth) + GAP + details(one));
    }
    lines.add(counts(results));
    return lines;
  }

  private static String details(PartitionResult one) {
    String text = one.message().isEmpty() ? one.softwareUrl() : one.message().lines().findFirst().orElse("");
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE - 1) + "…" : text;
  }

  private static String counts(List<PartitionResult> results) {
    if (results.isEmpty()) {
      return "no partition is used";
    }
    var counts = new EnumMap<Kind, Integer>(Kind.class);
    results.forEach(one -> counts.merge(one.result(), 1, Integer::sum));
    var parts = new ArrayList<String>();
    counts.forEach((kind, count) -> parts.add(count + " " + kind.words()));
    return String.join(", ", parts);
  }

  private static String colored(Kind kind, int width) {
    String code = kind.isPromise() ? YELLOW : kind.isBad() ? RED : GREEN;
    return "\u001b[" + code + "m" + padded(kind.words(), width) + "\u001b[0m";
  }

  private static int width(List<String> cells, String heading) {
    return Math.max(heading.length(), cells.stream().mapToInt(String::length).max().orElse(0));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

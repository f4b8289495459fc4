package org.slapos.cli.node;

import java.util.List;
import org.slapos.grid.supervisor.ProcessState;

/** Lines as supervisorctl prints them, since scripts read them (reference: node-supervisor.md, 4); coloured on a terminal. */
final class StatusTable {
  private static final int NARROWEST = 33;
  private static final int BEHIND_NAME = 3;
  private static final int STATE_WIDTH = 10;

  private StatusTable() {}

  static List<String> lines(List<ProcessState> processes, boolean color) {
    int width = Math.max(
        NARROWEST, BEHIND_NAME + processes.stream().mapToInt(process -> process.fullName().length()).max().orElse(0));
    return processes.stream().map(process ->
        padded(process.fullName(), width) + colored(process, padded(process.stateName(), STATE_WIDTH), color)
            + process.description()).toList();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String colored(ProcessState process, String text, boolean color) {
    if (!color) {
      return text;
    }
    String code = switch (process.stateName()) {
      case "RUNNING" -> "0;32";
      case "FATAL", "UNKNOWN" -> "0;31";
      case "STARTING", "BACKOFF", "STOPPING" -> "0;33";
      default -> "0;90";
    };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}

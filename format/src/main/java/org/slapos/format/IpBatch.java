package org.slapos.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes many changes to the network with one process: {@code ip -batch}. */
final class IpBatch {
  private static final int LARGEST = 500;
  private static final Pattern FAILED_LINE = Pattern.compile("Command failed [^:]*:(\\d+)");
  private static final Pattern PLAIN = Pattern.compile("[\\w .:/@-]+");

  private final SystemCommands commands;

  IpBatch(SystemCommands commands) {
    this.commands = commands;
  }

  /**
   * Makes the changes in order and stops at the first that fails.
   *
   * @throws FormatException naming that change and what the kernel answered
   */
  void carryOut(List<? extends FormatAction.NetworkChange> changes) throws IOException {
    List<String> lines = changes.stream().flatMap(change -> change.lines().stream()).toList();
    for (int from = 0; from < lines.size(); from += LARGEST) {
      run(lines.subList(from, Math.min(lines.size(), from + LARGEST)));
    }
  }

  private void run(List<String> lines) throws IOException {
    for (String line : lines) {
      if (!PLAIN.matcher(line).matches()) {
        throw new FormatException("a name in 'ip " + line + "' has characters that no interface or account may have");
      }
    }
    SystemCommands.Result result = commands.run(List.of("ip", "-batch", "-"), String.join("\n", lines) + "\n");
    if (result.status() != 0) {
      throw new FormatException(explain(lines, result.output()));
    }
  }

  private static String explain(List<String> lines, String output) {
    var reasons = new ArrayList<>(output.lines().filter(line -> !line.isBlank()).toList());
    Matcher failed = FAILED_LINE.matcher(output);
    String command = failed.find() ? "ip " + lines.get(Integer.parseInt(failed.group(1)) - 1) : "ip -batch";
    reasons.removeIf(line -> FAILED_LINE.matcher(line).find());
    return "'" + command + "' failed: " + String.join("; ", reasons);
  }
}

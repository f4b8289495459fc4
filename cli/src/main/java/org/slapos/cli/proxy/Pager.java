package org.slapos.cli.proxy;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slapos.cli.Terminal;

/** Shows a long text: on a terminal through {@code $PAGER}, elsewhere as it is. */
final class Pager {
  private static final List<String> USUAL = List.of("less", "--quit-if-one-screen", "--no-init");

  /** How a shell ends that does not find the command. */
  private static final int NOT_FOUND = 127;

  private Pager() {}

  static void show(String text, Terminal terminal) throws IOException {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      terminal.out().print(text);
      return;
    }
    // The variable holds what one could type into a shell.
    List<String> command = terminal.variable("PAGER").filter(pager -> !pager.isBlank())
        .map(pager -> List.of("sh", "-c", pager))
        .orElse(USUAL);
    Process process;
    try {
      process = new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException noPager) {
      terminal.out().print(text);
      return;
    }
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException readerLeft) {
      // Whoever quits the pager before the end has seen enough.
    }
    try {
      if (process.waitFor() == NOT_FOUND) {
        terminal.out().print(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.slapos.cli.configure;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Terminal;

/** Asks the user for what was not given on the command line. */
final class Prompt {
  private final Terminal terminal;
  private final BufferedReader lines;

  Prompt(Terminal terminal) {
    this.terminal = terminal;
    this.lines = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
  }

  /** Asks until something is entered. */
  String ask(String question) throws IOException {
    while (true) {
      terminal.out().print(question);
      terminal.out().flush();
      String line = lines.readLine();
      if (line == null) {
        throw nothing(question);
      }
      if (!line.isBlank()) {
        return line.strip();
      }
    }
  }

  /** Asks for a secret, which a terminal does not show. */
  String askSecret(String question) throws IOException {
    Optional<Console> console = Optional.ofNullable(System.console())
        .filter(found -> terminal.in().equals(System.in) && found.isTerminal());
    if (console.isEmpty()) {
      return ask(question);
    }
    while (true) {
      char[] secret = console.get().readPassword("%s", question);
      if (secret == null) {
        throw nothing(question);
      }
      if (!new String(secret).isBlank()) {
        return new String(secret).strip();
      }
    }
  }

  private CommandFailure nothing(String question) {
    terminal.out().println();
    return new CommandFailure(ExitStatus.FAILURE, "'" + question.strip() + "' was not answered: the input has ended");
  }
}

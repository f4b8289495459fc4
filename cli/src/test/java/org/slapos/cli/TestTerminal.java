package org.slapos.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A command line in memory. */
public final class TestTerminal {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path home;
  private final String stdin;
  private final Map<String, String> environment;
  private final boolean privileged;

  public TestTerminal(Path folder) {
    this(folder, Map.of(), false);
  }

  public TestTerminal(Path folder, Map<String, String> environment, boolean privileged) {
    this(folder, folder, environment, "", privileged);
  }

  /** Somebody without rights who types. */
  public TestTerminal(Path folder, Path home, Map<String, String> environment, String stdin) {
    this(folder, home, environment, stdin, false);
  }

  private TestTerminal(Path folder, Path home, Map<String, String> environment, String stdin, boolean privileged) {
    this.folder = folder;
    this.home = home;
    this.stdin = stdin;
    this.environment = environment;
    this.privileged = privileged;
  }

  /** Runs a command; its exit status. */
  public int run(String... line) {
    out.reset();
    err.reset();
    var terminal = new Terminal(
        new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        home,
        folder,
        false,
        privileged);
    return new Slapos(CommandTable.standard(), terminal).run(line);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}

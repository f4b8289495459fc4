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
  private final Map<String, String> environment;
  private final boolean privileged;
  private byte[] input;
  private boolean color;

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

  public TestTerminal(Path folder, Path home, Map<String, String> environment, String stdin, boolean privileged) {
    this.folder = folder;
    this.home = home;
    this.input = stdin.getBytes(StandardCharsets.UTF_8);
    this.environment = environment;
    this.privileged = privileged;
  }

  /** From now on messages go to a terminal with colours. */
  public TestTerminal colored() {
    color = true;
    return this;
  }

  /** What the next command reads from standard input. */
  public TestTerminal typing(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Runs a command; its exit status. */
  public int run(String... line) {
    out.reset();
    err.reset();
    var terminal = new Terminal(
        new ByteArrayInputStream(input),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        home,
        folder,
        color,
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

package org.slapos.cli.node;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.slapos.grid.logs.LogStream;

/** Prints lines of several logs, each with the log's name in front, every name in a colour of its own. */
final class LogLines implements LogStream.Output {
  private static final String[] COLORS = {"0;36", "0;33", "0;32", "0;35", "0;34", "0;31"};

  private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");
  /** Of both sets: U+009B alone does to some terminals what ESC [ does. */
  private static final Pattern STEERING = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f]");

  private final PrintStream out;
  private final boolean color;
  private final Map<String, String> colors = new LinkedHashMap<>();
  private int width = 8;

  LogLines(PrintStream out, boolean color) {
    this.out = out;
    this.color = color;
  }

  @Override
  public void line(String source, String text) {
    width = Math.max(width, source.length());
    String name = source + " ".repeat(width - source.length()) + " | ";
    String code = colors.computeIfAbsent(source, _ -> COLORS[colors.size() % COLORS.length]);
    out.println((color ? "\u001b[" + code + "m" + name + "\u001b[0m" : name) + harmless(text));
  }

  /** Whatever a service has written must not steer the terminal, nor bring its colours among ours. */
  static String harmless(String text) {
    String plain = COLOR.matcher(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text).replaceAll("");
    return STEERING.matcher(plain).replaceAll("?");
  }
}

package org.slapos.cli.help;

import java.util.ArrayList;
import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;

/** A parser's help, with ragged lines: argparse4j pads them with blanks until they are all of one length. */
public final class HelpLayout {
  private static final int COLUMN = 25;
  private static final int WIDTH = 96;

  private HelpLayout() {}

  public static String of(ArgumentParser parser) {
    var lines = new ArrayList<String>();
    var paragraph = new ArrayList<String>();
    for (String line : parser.formatHelp().split("\n", -1)) {
      boolean usage = lines.stream().noneMatch(String::isEmpty);
      if (!usage && isExplanation(line)) {
        paragraph.add(line.substring(COLUMN).strip());
      } else {
        flush(paragraph, lines);
        if (!usage && line.startsWith("  ") && line.length() > COLUMN && line.charAt(COLUMN - 1) == ' ' && line.charAt(COLUMN - 2) == ' ') {
          lines.add(line.substring(0, COLUMN).stripTrailing());
          paragraph.add(line.substring(COLUMN).strip());
        } else {
          lines.add(line);
        }
      }
    }
    flush(paragraph, lines);
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  private static boolean isExplanation(String line) {
    return line.length() > COLUMN && line.substring(0, COLUMN).isBlank();
  }

  private static void flush(List<String> paragraph, List<String> lines) {
    if (paragraph.isEmpty()) {
      return;
    }
    var line = new StringBuilder();
    String head = lines.isEmpty() ? "" : lines.removeLast();
    boolean beside = head.length() < COLUMN - 1;
    if (!beside) {
      lines.add(head);
    }
    line.append(beside ? head : "").repeat(' ', COLUMN - line.length());
    for (String word : String.join(" ", paragraph).split("\\s+", -1)) {
      if (line.length() + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
        line.repeat(' ', COLUMN);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    paragraph.clear();
  }
}

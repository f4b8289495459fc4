package org.slapos.bench.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the handbook that shows the last table of each group. */
public final class Document {
  private Document() {}

  /**
   * Puts the text between the page's two marks of that group.
   *
   * @throws IllegalStateException if the page has no such marks
   */
  public static void write(Path page, String group, String text) throws IOException {
    Files.writeString(page, withResults(Files.readString(page), group, text));
  }

  static String withResults(String page, String group, String text) {
    var begin = "<!-- written by bench/run %s -->\n".formatted(group);
    var end = "<!-- end of what bench/run %s wrote -->\n".formatted(group);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("The page has no place for results: " + begin.strip() + " ... " + end.strip());
    }
    return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
  }
}

package org.slapos.bench.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the handbook that shows the last table. */
public final class Document {
  private static final String BEGIN = "<!-- written by bench/run -->\n";
  private static final String END = "<!-- end of what bench/run wrote -->\n";

  private Document() {}

  /**
   * Puts the text between the page's two marks.
   *
   * @throws IllegalStateException if the page has no such marks
   */
  public static void write(Path page, String text) throws IOException {
    Files.writeString(page, withResults(Files.readString(page), text));
  }

  static String withResults(String page, String text) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("The page has no place for results: " + BEGIN.strip() + " ... " + END.strip());
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + text + "\n" + page.substring(end);
  }
}

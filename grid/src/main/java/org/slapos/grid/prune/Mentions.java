package org.slapos.grid.prune;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names of shared parts in files. Programs are searched byte by byte too: a path that is compiled in is a use.
 */
final class Mentions {
  private static final int USUAL_LENGTH = 32;
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{" + USUAL_LENGTH + ",}");

  private final Set<String> usual = new HashSet<>();
  private final List<String> others;

  /**
   * @param names signatures of all shared parts
   */
  Mentions(Set<String> names) {
    names.stream().filter(name -> name.length() == USUAL_LENGTH && HEXADECIMAL.matcher(name).matches())
        .forEach(usual::add);
    this.others = names.stream().filter(name -> !usual.contains(name)).toList();
  }

  /** Which of the names occur in a file. */
  Set<String> in(Path file) throws IOException {
    return in(new String(Files.readAllBytes(file), ISO_8859_1));
  }

  Set<String> in(String text) {
    var found = new HashSet<String>();
    Matcher runs = HEXADECIMAL.matcher(text);
    while (runs.find()) {
      // A longer run may hold a name anywhere.
      for (int start = runs.start(); start + USUAL_LENGTH <= runs.end(); start++) {
        String window = text.substring(start, start + USUAL_LENGTH);
        if (usual.contains(window)) {
          found.add(window);
        }
      }
    }
    others.stream().filter(text::contains).forEach(found::add);
    return found;
  }
}

package org.slapos.cli.help;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the name that somebody most likely meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The known name nearest to what was typed; empty if none is near. */
  public static Optional<String> nearest(String typed, Collection<String> names) {
    List<String> words = List.of(typed.split(" "));
    return names.stream()
        .filter(name -> distance(name, firstWords(words, name)) <= tolerance(name) || name.startsWith(typed + " "))
        .min(Comparator.comparingInt(name -> distance(name, firstWords(words, name))));
  }

  private static int tolerance(String name) {
    return Math.max(1, name.length() / 3);
  }

  private static String firstWords(List<String> words, String name) {
    return String.join(" ", words.subList(0, Math.min(words.size(), name.split(" ").length)));
  }

  /** How many letters must be put, taken, changed or swapped. */
  static int distance(String a, String b) {
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, a, b, i, j);
      }
    }
    return steps[a.length()][b.length()];
  }

  private static int step(int[][] steps, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + same);
    boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
  }
}

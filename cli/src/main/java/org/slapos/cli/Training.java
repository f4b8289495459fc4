package org.slapos.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slapos.grid.python.PythonTools;

/**
 * Runs several commands in one process, so that the build can note the classes they load and map them into the start-up
 * archive. Not for users.
 */
final class Training {
  private static final String BETWEEN = ",";

  private Training() {}

  /**
   * Takes a folder that stands in for the Python tools, which the training never starts, then the words of the commands
   * with a comma between two of them. Ends with 1 at the first that fails.
   */
  public static void main(String[] words) throws IOException {
    Main.nameLogProvider();
    new PythonTools(Path.of(words[0])).markComplete();
    List<String> rest = Arrays.asList(words).subList(1, words.length);
    while (!rest.isEmpty()) {
      int end = rest.contains(BETWEEN) ? rest.indexOf(BETWEEN) : rest.size();
      String[] line = new ArrayList<>(rest.subList(0, end)).toArray(String[]::new);
      int status = new Slapos(CommandTable.standard(), Main.ofThisProcess()).run(line);
      if (status != ExitStatus.SUCCESS) {
        System.err.println("training: slapos " + String.join(" ", line) + " ended with " + status);
        System.exit(ExitStatus.FAILURE);
      }
      rest = rest.subList(Math.min(end + 1, rest.size()), rest.size());
    }
  }
}

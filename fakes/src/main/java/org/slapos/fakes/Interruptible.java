package org.slapos.fakes;

import java.util.ArrayList;
import java.util.List;

/** Programs that SIGINT ends: a build that runs in the background hands down that it is ignored. */
public final class Interruptible {
  private Interruptible() {}

  /** What starts the program of these words; its process is that of the program. */
  public static List<String> command(List<String> words) {
    var command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
    command.addAll(words);
    return command;
  }
}

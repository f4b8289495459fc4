package org.slapos.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks for processes that a test's programs have started. */
public final class Alive {
  private Alive() {}

  /** Whether the process whose number is in a file still runs; one that only waits to be collected does not. */
  public static boolean pidIn(Path file) {
    return pid(TestNode.read(file));
  }

  public static boolean pid(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid.strip(), "stat"));
      return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }
}

package org.slapos.grid.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Ends everything a child has started. Each child leads a session of its own, so that what it left behind is found even
 * after its parent died; what opened a session of its own is found as long as it descends from the child.
 */
final class Sessions {
  private static final int ROUNDS = 20;

  private Sessions() {}

  static void terminate(ProcessHandle leader) {
    signal(leader, ProcessHandle::destroy);
  }

  /** Repeats until nobody is left, because a process may fork while its family is being listed. */
  static void kill(ProcessHandle leader) {
    Set<ProcessHandle> family = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      family.addAll(family(leader));
      List<ProcessHandle> alive = family.stream().filter(Sessions::runs).toList();
      alive.forEach(ProcessHandle::destroyForcibly);
      if (alive.isEmpty()) {
        return;
      }
      await(alive);
    }
  }

  /**
   * Kills what remains of a session whose leader has ended by itself, and what left it but still carries its mark; again
   * until nobody is found, because they may fork meanwhile.
   */
  static void killLeftovers(long session, SessionMark mark) {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> left = processes(
          (process, stat) -> !stat[0].equals("Z") && (session(stat) == session || mark.isOn(process, stat)));
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
      await(left);
    }
  }

  private static void await(List<ProcessHandle> processes) {
    for (ProcessHandle process : processes) {
      for (int i = 0; i < 20 && runs(process); i++) {
        pause();
      }
    }
  }

  /** A dead process that nobody has collected yet, as orphans in containers, counts as gone. */
  private static boolean runs(ProcessHandle process) {
    String[] stat = stat(Path.of("/proc", Long.toString(process.pid())));
    return process.isAlive() && !(stat.length > 0 && stat[0].equals("Z"));
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void signal(ProcessHandle leader, Consumer<ProcessHandle> action) {
    family(leader).forEach(action);
  }

  private static Set<ProcessHandle> family(ProcessHandle leader) {
    Set<ProcessHandle> family = new LinkedHashSet<>();
    family.add(leader);
    leader.descendants().forEach(family::add);
    family.addAll(members(leader.pid()));
    return family;
  }

  private static List<ProcessHandle> members(long session) {
    return processes((_, stat) -> session(stat) == session);
  }

  private static List<ProcessHandle> processes(BiPredicate<Path, String[]> wanted) {
    var found = new ArrayList<ProcessHandle>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        String[] stat = stat(process);
        if (stat.length > 0 && wanted.test(process, stat)) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException e) {
      // Without /proc only descendants are found; the caller has them already.
      return List.of();
    }
    return found;
  }

  private static long session(String[] stat) {
    return stat.length > 3 ? Long.parseLong(stat[3]) : -1;
  }

  /** {@code /proc/PID/stat} from its third field on; the name in the second may hold blanks and parentheses. */
  private static String[] stat(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    } catch (IOException gone) {
      return new String[0];
    }
  }
}

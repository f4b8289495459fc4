package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slapos.grid.log.GridLog;

/**
 * Services whose supervisord was killed: they run on, but nobody can stop or restart them, and a new supervisord would
 * start each a second time. They are ended as supervisord would have done it.
 */
final class OrphanedServices {
  private static final Duration POLL = Duration.ofMillis(50);

  private final String mark;
  private final Duration patience;
  private final GridLog log;

  /**
   * @param patience between SIGTERM and SIGKILL: {@code stopwaitsecs}
   */
  OrphanedServices(SupervisorLayout layout, Duration patience, GridLog log) {
    this.mark = "SUPERVISOR_SERVER_URL=unix://" + layout.socket();
    this.patience = patience;
    this.log = log;
  }

  /** Ends them all and waits for it; nothing if supervisord still lives. */
  void end() {
    List<Orphan> orphans = find();
    if (orphans.isEmpty()) {
      return;
    }
    log.warn("supervisord has died; its services are ended and started again: "
        + String.join(", ", orphans.stream().map(Orphan::name).toList()));
    signal("TERM", orphans);
    long deadline = System.nanoTime() + patience.toNanos();
    List<Orphan> left = orphans;
    while (!left.isEmpty() && System.nanoTime() < deadline && pause()) {
      left = left.stream().filter(Orphan::isAlive).toList();
    }
    if (!left.isEmpty()) {
      signal("KILL", left);
    }
  }

  /**
   * The leader of a service's process group.
   *
   * @param name group and process in supervisord's words
   */
  private record Orphan(long pid, String name) {
    boolean isAlive() {
      return Files.exists(Path.of("/proc", Long.toString(pid))) && !state(pid).equals("Z");
    }
  }

  private List<Orphan> find() {
    var found = new ArrayList<Orphan>();
    Set<Long> mine = ownFamily();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        List<String> environment = environment(pid);
        if (!mine.contains(pid) && environment.contains(mark) && leads(pid) && isAbandoned(pid)) {
          found.add(new Orphan(pid, value(environment, "SUPERVISOR_GROUP_NAME=") + ":"
              + value(environment, "SUPERVISOR_PROCESS_NAME=")));
        }
      }
    } catch (IOException e) {
      log.warn("Cannot look for services that have lost their supervisord: " + e.getMessage());
    }
    return found;
  }

  /** An agent that runs as a service itself does not end itself. */
  private static Set<Long> ownFamily() {
    var family = new HashSet<Long>();
    for (Optional<ProcessHandle> one = Optional.of(ProcessHandle.current()); one.isPresent();
        one = one.get().parent()) {
      family.add(one.get().pid());
    }
    return family;
  }

  /** Neither supervisord nor another process of the same service is its parent. */
  private boolean isAbandoned(long pid) {
    String[] stat = stat(pid);
    if (stat.length < 2) {
      return false;
    }
    long parent = Long.parseLong(stat[1]);
    return !environment(parent).contains(mark) && !read(parent, "cmdline").contains("supervisord");
  }

  private static boolean leads(long pid) {
    String[] stat = stat(pid);
    return stat.length > 2 && !stat[0].equals("Z") && Long.parseLong(stat[2]) == pid;
  }

  private static String state(long pid) {
    String[] stat = stat(pid);
    return stat.length == 0 ? "Z" : stat[0];
  }

  /** {@code /proc/PID/stat} from its third field on: state, parent, process group. */
  private static String[] stat(long pid) {
    String text = read(pid, "stat");
    return text.isEmpty() ? new String[0] : text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
  }

  private static List<String> environment(long pid) {
    return List.of(read(pid, "environ").split("\0", -1));
  }

  private static String value(List<String> environment, String name) {
    return environment.stream().filter(one -> one.startsWith(name)).map(one -> one.substring(name.length()))
        .findFirst().orElse("?");
  }

  /** Empty for a process that is gone or is none of ours. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file), ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /** To whole process groups, which only the shell's {@code kill} can. */
  private void signal(String name, List<Orphan> orphans) {
    var argv = new ArrayList<>(List.of(
        "/bin/sh", "-c", "for one; do kill -s \"$0\" -- \"-$one\" 2> /dev/null; done; true", name));
    orphans.forEach(orphan -> argv.add(Long.toString(orphan.pid())));
    try {
      new ProcessBuilder(argv).redirectInput(new File("/dev/null"))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
          .start().waitFor();
    } catch (IOException e) {
      log.warn("Cannot end services that have lost their supervisord: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

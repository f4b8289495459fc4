package org.slapos.grid.manager.builtin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.ManagedComputer;
import org.slapos.grid.manager.ManagedPartition;
import org.slapos.grid.manager.Manager;

/**
 * Gives single processors to processes that ask for one in {@code .slapos-cpu-exclusive}, with cgroups of version 1
 * (reference: manager.md, 3).
 */
final class CpusetManager implements Manager {
  private static final String REQUEST = ".slapos-cpu-exclusive";

  private final Path cpusets;
  private final Path processors;
  private final Duration betweenMoves;
  private final List<String> powerUsers;

  CpusetManager(Path cpusets, Path processors, Duration betweenMoves, List<String> powerUsers) {
    this.cpusets = cpusets;
    this.processors = processors;
    this.betweenMoves = betweenMoves;
    this.powerUsers = List.copyOf(powerUsers);
  }

  @Override
  public void format(ManagedComputer computer) throws IOException {
    Path list = cpusets.resolve("cpuset.cpus");
    if (!Files.exists(list)) {
      computer.log().warn("%s does not exist: there are no cgroups of version 1, manager cpuset does nothing".formatted(list));
      return;
    }
    if (computer.dryRun()) {
      return;
    }
    for (int id : ids(Files.readString(list))) {
      Path cpu = Files.createDirectories(cpusets.resolve("cpu" + id));
      for (String file : List.of("tasks", "cpuset.cpus")) {
        if (!Files.exists(cpu.resolve(file))) {
          Files.createFile(cpu.resolve(file));
        }
      }
      write(cpu.resolve("cpuset.cpus"), Integer.toString(id));
      write(cpu.resolve("cpuset.cpu_exclusive"), "1");
      write(cpu.resolve("cpuset.mems"), "0");
    }
  }

  /** {@code 0-1,3} is 0, 1 and 3. */
  static List<Integer> ids(String list) {
    return Stream.of(list.strip().split(",", -1)).filter(range -> !range.isBlank()).flatMapToInt(range -> {
      String[] ends = range.strip().split("-", 2);
      int first = Integer.parseInt(ends[0]);
      return IntStream.rangeClosed(first, ends.length > 1 ? Integer.parseInt(ends[1]) : first);
    }).boxed().toList();
  }

  @Override
  public void instance(ManagedPartition partition) throws IOException {
    List<Path> cpus = cpus();
    if (cpus.isEmpty()) {
      partition.log().warn("There are no processor folders in %s; slapos node format makes them".formatted(cpusets));
      return;
    }
    Path file = partition.path().resolve(REQUEST);
    List<Long> wanted = pids(RequestFile.text(file).orElse(""));
    if (wanted.isEmpty()) {
      return;
    }
    String user = partition.owner().get().name();
    if (!powerUsers.contains(user)) {
      partition.log().warn(("User %s not allowed to modify cpuset! Allowed users are in power_user_list option in config "
          + "file.").formatted(user));
      return;
    }
    gather(cpus.getFirst(), partition.log());
    List<Long> waiting = assign(wanted, cpus.subList(1, cpus.size()), partition.log());
    // What found no free processor is asked for again by the next pass.
    StringBuilder left = new StringBuilder();
    waiting.forEach(pid -> left.append(pid).append('\n'));
    Files.writeString(
        file, left, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
  }

  private List<Path> cpus() throws IOException {
    if (!Files.isDirectory(cpusets.resolve("cpu0"))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(cpusets)) {
      return entries.filter(entry -> entry.getFileName().toString().matches("cpu\\d+"))
          .sorted(Comparator.comparingInt(entry -> Integer.parseInt(entry.getFileName().toString().substring(3))))
          .toList();
    }
  }

  private static List<Long> pids(String text) {
    return Stream.of(text.strip().split("\\s+", -1)).filter(word -> word.matches("\\d{1,18}")).map(Long::valueOf).toList();
  }

  /** Everything that runs anywhere moves to the first processor, so that the others are free. */
  private void gather(Path first, GridLog log) throws IOException {
    List<Long> all = pids(Files.readString(cpusets.resolve("tasks"))).stream().sorted(Comparator.reverseOrder()).toList();
    int moved = 0;
    for (long pid : all) {
      moved += move(pid, first, log) ? 1 : 0;
      pause();
    }
    log.debug("Moved %d of %d processes to %s".formatted(moved, all.size(), first));
  }

  private List<Long> assign(List<Long> wanted, List<Path> cpus, GridLog log) throws IOException {
    var waiting = new ArrayList<Long>();
    for (long pid : wanted) {
      Optional<Path> free = Optional.empty();
      boolean assigned = false;
      for (Path cpu : cpus) {
        List<Long> tasks = pids(Files.readString(cpu.resolve("tasks")));
        assigned |= tasks.contains(pid);
        free = free.isEmpty() && tasks.isEmpty() ? Optional.of(cpu) : free;
      }
      if (assigned || !Files.exists(Path.of("/proc", Long.toString(pid)))) {
        continue;
      }
      if (free.isEmpty() || !move(pid, free.get(), log)) {
        waiting.add(pid);
      }
    }
    return waiting;
  }

  /** The kernel refuses some processes; whether this one moved. */
  private boolean move(long pid, Path cpu, GridLog log) {
    try {
      Files.writeString(cpu.resolve("tasks"), pid + "\n", StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException refused) {
      return false;
    }
    Path governor = processors.resolve(cpu.getFileName()).resolve("cpufreq/scaling_governor");
    if (Files.exists(governor)) {
      try {
        write(governor, "performance\n");
      } catch (IOException e) {
        log.error("Cannot write %s: %s".formatted(governor, e.getMessage()));
      }
    }
    return true;
  }

  private void pause() {
    try {
      Thread.sleep(betweenMoves);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }
}

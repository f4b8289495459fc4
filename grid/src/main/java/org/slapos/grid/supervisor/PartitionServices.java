package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slapos.files.AtomicFile;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;

/**
 * Starts and stops the programs of partitions (reference: node-supervisor.md, 3.2). Thread-safe: one change of a partition
 * at a time.
 */
public final class PartitionServices {
  private final SupervisorLayout layout;
  private final Supervisord supervisord;
  private final SupervisorUpdate update;
  private final GroupReservations groups;

  public PartitionServices(SupervisorLayout layout, Supervisord supervisord) {
    this.layout = layout;
    this.supervisord = supervisord;
    this.groups = GroupReservations.of(layout);
    this.update = new SupervisorUpdate(supervisord);
  }

  /** Writes the partition's file, makes supervisord read it, and starts what does not run. */
  public void start(PartitionPrograms programs, GridLog log) throws IOException {
    try (var reserved = groups.reserve(programs.partition())) {
      boolean deleted = deleteExtraFiles(programs);
      if (programs.isEmpty()) {
        log.warn("No runners nor services found for partition '%s'".formatted(programs.partition()));
        deleted |= Files.deleteIfExists(layout.programsOf(programs.partition())) || runsGroupsOf(programs.partition());
      } else {
        AtomicFile.update(layout.programsOf(programs.partition()), programs.file(), "rw-------");
      }
      if (deleted || !programs.isEmpty()) {
        update.run(reserved, log);
      }
      startGroup(programs.partition(), log);
    }
  }

  /** Starts what does not run, with the file that is there. */
  public void startGroup(String partition, GridLog log) {
    try {
      supervisord.startGroup(partition);
      log.info("Requested start of %s...".formatted(partition));
    } catch (SupervisorFault fault) {
      if (!fault.isBadName()) {
        throw fault;
      }
      log.info("Nothing to start on %s...".formatted(partition));
    }
  }

  /** Deletes the partition's file, stops its programs and waits for them; nothing for a partition without any. */
  public void stop(String partition, GridLog log) throws IOException {
    try (var reserved = groups.reserve(partition)) {
      if (Files.deleteIfExists(layout.programsOf(partition)) || runsGroupsOf(partition)) {
        update.run(reserved, log);
        log.info("Requested stop of %s...".formatted(partition));
      }
    }
  }

  /**
   * Adds or changes a further group of a partition and starts those of its programs that supervisord has never started.
   * The group goes when the partition is next processed, unless it is added again.
   *
   * @return the names of the processes that were started
   */
  public List<String> runGroup(ProgramGroup group, GridLog log) throws IOException {
    try (var reserved = groups.reserve(group.name())) {
      AtomicFile.update(layout.programsOf(group.name()), group.file(), "rw-------");
      update.run(reserved, log);
      List<ProcessState> fresh = supervisord.allProcesses().stream()
          .filter(process -> process.group().equals(group.name()) && !process.everStarted()).toList();
      fresh.forEach(process -> supervisord.startProcess(group.name() + ":" + process.name()));
      return fresh.stream().map(ProcessState::name).toList();
    }
  }

  /** Deletes all files of the partition and stops what they configured. */
  public void remove(String partition, GridLog log) throws IOException {
    try (var reserved = groups.reserve(partition)) {
      boolean deleted = Files.deleteIfExists(layout.programsOf(partition));
      for (Path extra : extraFiles(partition)) {
        deleted |= Files.deleteIfExists(extra);
      }
      if (deleted || runsGroupsOf(partition)) {
        update.run(reserved, log);
      }
    }
  }

  /** An agent that was killed between the deletion of a file and the update left programs that no file explains. */
  private boolean runsGroupsOf(String partition) {
    return Files.exists(layout.socket()) && supervisord.allProcesses().stream()
        .map(ProcessState::group)
        .anyMatch(group -> group.equals(partition) && !Files.exists(layout.programsOf(group)));
  }

  /**
   * Whether a process named in a file, one {@code GROUP:NAME} per line, still runs.
   *
   * @param list absent when nothing has to be waited for
   */
  public boolean anyRunning(Path list) throws IOException {
    if (!ForeignFile.isThere(list)) {
      return false;
    }
    for (String name : Files.readAllLines(list)) {
      try {
        if (!name.isBlank() && supervisord.processState(name.strip()).isUp()) {
          return true;
        }
      } catch (SupervisorFault gone) {
        if (!gone.isBadName()) {
          throw gone;
        }
      }
    }
    return false;
  }

  private boolean deleteExtraFiles(PartitionPrograms programs) throws IOException {
    boolean deleted = false;
    for (Path extra : extraFiles(programs.partition())) {
      deleted |= Files.deleteIfExists(extra);
    }
    return deleted;
  }

  /** {@code ID-SUFFIX.conf}: groups that managers made for the partition. */
  private List<Path> extraFiles(String partition) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(layout.programs())) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.startsWith(partition + "-") && name.endsWith(".conf")) {
          files.add(entry);
        }
      }
    }
    return files;
  }
}

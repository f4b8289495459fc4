package org.slapos.collect;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much the partitions' folders hold, measured once in a cycle with one {@code du} (reference: collect.md, 5). */
final class FolderSizes {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.collect");
  /** Folders up to that many KiB are not worth a row. */
  private static final double SMALL = 1024;

  private final CollectSettings settings;
  private final Programs programs;
  private final Moment moment;

  FolderSizes(CollectSettings settings, Programs programs, Moment moment) {
    this.settings = settings;
    this.programs = programs;
    this.moment = moment;
  }

  /** The rows of those folders whose last size is older than the cycle. */
  List<List<Object>> rows(CollectorDatabase database) throws IOException {
    if (!settings.reportDiskUsage()) {
      return List.of();
    }
    var due = new ArrayList<CollectSettings.PartitionUser>();
    Map<String, Instant> last = lastMeasured(database);
    for (CollectSettings.PartitionUser user : settings.users()) {
      if (isDue(user, Optional.ofNullable(last.get(user.name()))) && !isBeingMeasured(user)) {
        due.add(user);
      }
    }
    Map<String, Double> sizes = measure(due);
    var rows = new ArrayList<List<Object>>();
    for (CollectSettings.PartitionUser user : due) {
      double size = sizes.getOrDefault(user.name(), 0.0);
      if (size > SMALL) {
        rows.add(List.of(user.name(), size, moment.date(), moment.time()));
      } else {
        LOGGER.debug("Disk usage of the partition {}: {}. Ignoring insertion in the dataset.", user.name(), size);
      }
    }
    return rows;
  }

  private static Map<String, Instant> lastMeasured(CollectorDatabase database) {
    var last = new HashMap<String, Instant>();
    for (List<Object> row : database.select("SELECT partition, max(date || 'T' || time) FROM folder GROUP BY partition")) {
      last.put(row.getFirst().toString(), LocalDateTime.parse(row.getLast().toString()).toInstant(ZoneOffset.UTC));
    }
    return last;
  }

  private boolean isDue(CollectSettings.PartitionUser user, Optional<Instant> last) {
    if (last.isEmpty()) {
      return true;
    }
    Duration left = settings.diskCycle().minus(Duration.between(last.get(), moment.instant()));
    if (left.isPositive()) {
      LOGGER.debug("Time cycle is not over ({} seconds remaining). No computation of disk usage on the partition {}.",
          left.toSeconds(), user.name());
      return false;
    }
    return true;
  }

  private boolean isBeingMeasured(CollectSettings.PartitionUser user) throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(pidFile(user)).strip());
      boolean alive = ProcessHandle.of(pid).filter(ProcessHandle::isAlive).flatMap(handle -> handle.info().command())
          .filter(command -> command.endsWith("/du")).isPresent();
      if (alive) {
        LOGGER.warn("Process {} still in progress. Try later.", pid);
      }
      return alive;
    } catch (NoSuchFileException | NumberFormatException none) {
      return false;
    }
  }

  private Path pidFile(CollectSettings.PartitionUser user) {
    return settings.pidFolder().resolve(user.name() + "_disk_size.pid");
  }

  private Map<String, Double> measure(List<CollectSettings.PartitionUser> due) throws IOException {
    Map<String, String> users = new HashMap<>();
    var paths = new ArrayList<String>();
    for (CollectSettings.PartitionUser user : due) {
      for (String path : folders(user)) {
        users.put(path, user.name());
        paths.add(path);
      }
    }
    var sizes = new HashMap<String, Double>();
    if (paths.isEmpty()) {
      return sizes;
    }
    var command = new ArrayList<>(List.of("du", "-s", "--"));
    command.addAll(paths);
    Programs.Result result = programs.run(command, pid -> note(due, pid));
    for (String line : result.output().lines().toList()) {
      String[] fields = line.split("\t", 2);
      if (fields.length == 2) {
        users.computeIfPresent(fields[1], (_, user) -> {
          sizes.merge(user, Double.parseDouble(fields[0]), Double::sum);
          return user;
        });
      }
    }
    return sizes;
  }

  /** The partition's folder, and those on other disks that its folder {@code DATA} links to. */
  private static List<String> folders(CollectSettings.PartitionUser user) throws IOException {
    if (!Files.isDirectory(user.folder())) {
      return List.of();
    }
    var folders = new ArrayList<>(List.of(user.folder().toString()));
    Path data = user.folder().resolve("DATA");
    if (Files.isDirectory(data)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(data)) {
        for (Path entry : entries) {
          if (Files.isSymbolicLink(entry) && Files.isDirectory(entry)) {
            LOGGER.debug("Extra disk added to the partition");
            folders.add(entry + "/");
          }
        }
      }
    }
    return folders;
  }

  private void note(List<CollectSettings.PartitionUser> due, long pid) {
    Optional<IOException> problem = Optional.empty();
    for (CollectSettings.PartitionUser user : due) {
      try {
        AtomicFile.writeUnsynced(pidFile(user), Long.toString(pid), "rw-r--r--");
      } catch (IOException e) {
        problem = Optional.of(e);
      }
    }
    problem.ifPresent(e -> LOGGER.warn("cannot note the running du in {}: {}", settings.pidFolder(), IoReason.of(e)));
  }
}

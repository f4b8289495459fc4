package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slapos.config.IoReason;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each partition used in the minute before, in {@code .slapgrid/monitor} of its folder: the monitoring of instances
 * shows these files (reference: collect.md, 6).
 */
final class MonitorFiles {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  private final CollectorDatabase database;
  private final Moment minute;
  private final Clock clock;
  private final Path proc;

  MonitorFiles(CollectorDatabase database, Moment now, Clock clock, Path proc) {
    this.database = database;
    this.minute = now.minuteBefore();
    this.clock = clock;
    this.proc = proc;
  }

  /** Writes those of partitions that slapgrid has been in. */
  void write(List<CollectSettings.PartitionUser> users) {
    for (CollectSettings.PartitionUser user : users) {
      Path slapgrid = user.folder().resolve(".slapgrid");
      Path folder = slapgrid.resolve("monitor");
      if (!Files.isDirectory(slapgrid)) {
        continue;
      }
      try {
        // The folder is the user's: a link there would let root write somewhere else.
        if (Files.isSymbolicLink(slapgrid) || Files.isSymbolicLink(folder)) {
          throw new IOException("it is a link");
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectory(folder);
        }
        write(user.name(), folder);
      } catch (IOException e) {
        LOGGER.warn("{} is left out: {}", folder, IoReason.of(e));
      }
    }
  }

  private void write(String user, Path folder) throws IOException {
    MinuteUsage usage = MinuteUsage.of(database, user, minute);
    append(folder.resolve("monitor_resource_process.data.json"),
        "date, total process, CPU percent, CPU time, CPU threads", usage.processEntry());
    append(folder.resolve("monitor_resource_memory.data.json"),
        "date, memory used percent, memory used", usage.memoryEntry());
    append(folder.resolve("monitor_resource_io.data.json"),
        "date, io rw counter, io cycles counter, disk used", usage.ioEntry());
    AtomicFile.writeUnsynced(folder.resolve("monitor_resource.status.json"), usage.status(), "rw-r--r--");
    List<String> processes = MinuteProcesses.of(database, user, minute, proc);
    if (!processes.isEmpty()) {
      String list = "[" + String.join(", ", processes) + "]";
      AtomicFile.writeUnsynced(folder.resolve("monitor_process_resource.status.json"), list, "rw-r--r--");
    }
  }

  private void append(Path file, String header, List<String> entry) throws IOException {
    double now = clock.millis() / 1000.0;
    var rows = new ArrayList<String>();
    if (!entry.isEmpty()) {
      rows.add(minute.date() + " " + minute.time() + ", " + String.join(", ", entry));
    }
    MonitorSeries.append(file, header, now, rows);
  }
}

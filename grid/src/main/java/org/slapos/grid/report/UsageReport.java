package org.slapos.grid.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slapos.grid.GridSettings;
import org.slapos.grid.instance.Partition;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.Computer;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.SlapException;
import org.slapos.tio.PartitionConsumption;
import org.slapos.tio.TioReader;
import org.slapos.tio.TioWriter;
import org.slapos.tio.UsageJournal;

/**
 * Collects consumption reports and posts them. A file is deleted once the Master has it: unlike the reference, which
 * deletes first, a failed post loses nothing.
 */
final class UsageReport {
  private final GridSettings settings;
  private final Clock clock;
  private final GridLog log;
  private final UsageFiles files;

  UsageReport(GridSettings settings, Clock clock, GridLog log) {
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.files = new UsageFiles(log);
  }

  /** A valid report and the partition it is about. */
  private record Found(Partition partition, UsageFiles.UsageFile<PartitionConsumption> file) {
    UsageJournal.PartitionReport report() {
      return new UsageJournal.PartitionReport(partition.id(), file.content());
    }
  }

  /**
   * Posts everything valid; the names of the partitions whose reports could not be sent.
   *
   * @param unreadable receives what is wrong with a partition's reports
   */
  Set<String> send(Computer computer, List<Partition> partitions, BiConsumer<Partition, String> unreadable) {
    var unsent = new LinkedHashSet<String>();
    var found = new ArrayList<Found>();
    for (Partition partition : partitions) {
      try {
        collect(partition.folder().usage(), partition, found);
        collect(common().resolve(partition.id()), partition, found);
      } catch (IOException e) {
        String problem = "Cannot read the usage reports of %s: %s".formatted(partition.id(), e.getMessage());
        log.error(problem, e);
        unreadable.accept(partition, problem);
        unsent.add(partition.id());
      }
    }
    sendOfComputer(computer);
    if (!found.isEmpty()) {
      unsent.addAll(sendOfPartitions(computer, found));
    }
    return unsent;
  }

  private void collect(Path folder, Partition partition, List<Found> found) throws IOException {
    files.valid(folder, TioReader::readConsumption).forEach(file -> found.add(new Found(partition, file)));
  }

  private Path common() {
    return settings.instanceRoot().resolve("var/xml_report");
  }

  /** One that the Master refuses stays, and holds back none of the others. */
  private void sendOfComputer(Computer computer) {
    try {
      for (var file : files.valid(common().resolve(settings.computerId()), TioReader::readJournal)) {
        try {
          computer.reportUsage(file.text());
          Files.delete(file.path());
        } catch (RequestRefusedException e) {
          log.error("The Master refuses the usage report %s: %s".formatted(file.path(), e.getMessage()), e);
        }
      }
    } catch (IOException | SlapException e) {
      log.error("Cannot send the usage reports of the computer: " + e.getMessage(), e);
    }
  }

  /** In one journal, unless the Master refuses that: then each partition's alone, so that one spoils no other's. */
  private Set<String> sendOfPartitions(Computer computer, List<Found> found) {
    Map<Partition, List<Found>> byPartition =
        found.stream().collect(Collectors.groupingBy(Found::partition, LinkedHashMap::new, Collectors.toList()));
    try {
      send(computer, found);
      return Set.of();
    } catch (IOException | SlapException e) {
      log.error("Cannot send the usage reports of partitions: " + e.getMessage(), e);
      if (e instanceof RequestRefusedException && byPartition.size() > 1) {
        return byPartition.entrySet().stream().filter(one -> !sendAlone(computer, one.getKey(), one.getValue()))
            .map(one -> one.getKey().id()).collect(Collectors.toSet());
      }
      byPartition.keySet().forEach(partition -> tell(partition, e));
      return byPartition.keySet().stream().map(Partition::id).collect(Collectors.toSet());
    }
  }

  private boolean sendAlone(Computer computer, Partition partition, List<Found> found) {
    try {
      send(computer, found);
      return true;
    } catch (IOException | SlapException e) {
      log.error("Cannot send the usage reports of %s: %s".formatted(partition.id(), e.getMessage()), e);
      tell(partition, e);
      return false;
    }
  }

  private static void tell(Partition partition, Exception problem) {
    partition.remote().error("Cannot send usage report: " + problem.getMessage());
  }

  private void send(Computer computer, List<Found> found) throws IOException {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
    String journal = "<?xml version=\"1.0\"?>"
        + TioWriter.element(UsageJournal.of(settings.computerId(), now, found.stream().map(Found::report).toList()));
    log.info("Final xml report: " + journal);
    computer.reportUsage(journal);
    for (Found report : found) {
      Files.deleteIfExists(report.file().path());
    }
  }
}

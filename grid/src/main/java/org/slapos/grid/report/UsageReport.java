package org.slapos.grid.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.slapos.grid.GridSettings;
import org.slapos.grid.instance.Partition;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.Computer;
import org.slapos.slap.SlapException;

/**
 * Collects consumption reports and posts them. A file is deleted once the Master has it: unlike the reference, which
 * deletes first, a failed post loses nothing.
 */
final class UsageReport {
  private final GridSettings settings;
  private final ConsumptionDocuments documents;
  private final Clock clock;
  private final GridLog log;
  private final UsageFiles files;

  UsageReport(GridSettings settings, ConsumptionDocuments documents, Clock clock, GridLog log) {
    this.settings = settings;
    this.documents = documents;
    this.clock = clock;
    this.log = log;
    this.files = new UsageFiles(log);
  }

  /** Posts everything valid; the names of the partitions whose reports could not be sent. */
  List<String> send(Computer computer, List<Partition> partitions) {
    var byPartition = new LinkedHashMap<String, List<UsageFiles.UsageFile>>();
    var unsent = new ArrayList<String>();
    for (Partition partition : partitions) {
      try {
        List<UsageFiles.UsageFile> reports = new ArrayList<>(
            files.valid(partition.folder().usage(), documents::isPartitionReport));
        reports.addAll(files.valid(common().resolve(partition.id()), documents::isPartitionReport));
        if (!reports.isEmpty()) {
          byPartition.put(partition.id(), reports);
        }
      } catch (IOException e) {
        log.error("Cannot read the usage reports of %s: %s".formatted(partition.id(), e.getMessage()), e);
        unsent.add(partition.id());
      }
    }
    sendOfComputer(computer);
    if (!byPartition.isEmpty() && !sendOfPartitions(computer, partitions, byPartition)) {
      unsent.addAll(byPartition.keySet());
    }
    return unsent;
  }

  private Path common() {
    return settings.instanceRoot().resolve("var/xml_report");
  }

  private void sendOfComputer(Computer computer) {
    try {
      for (UsageFiles.UsageFile file : files.valid(common().resolve(settings.computerId()), documents::isJournal)) {
        computer.reportUsage(file.xml());
        Files.delete(file.path());
      }
    } catch (IOException | SlapException e) {
      log.error("Cannot send the usage reports of the computer: " + e.getMessage(), e);
    }
  }

  private boolean sendOfPartitions(
      Computer computer, List<Partition> partitions, SequencedMap<String, List<UsageFiles.UsageFile>> byPartition) {
    var texts = new LinkedHashMap<String, List<String>>();
    byPartition.forEach((id, reports) -> texts.put(id, reports.stream().map(UsageFiles.UsageFile::xml).toList()));
    String journal = documents.journal(
        settings.computerId(), LocalDateTime.ofInstant(clock.instant(), clock.getZone()).withNano(0), texts);
    log.info("Final xml report: " + journal);
    try {
      computer.reportUsage(journal);
      for (List<UsageFiles.UsageFile> reports : byPartition.values()) {
        for (UsageFiles.UsageFile report : reports) {
          Files.deleteIfExists(report.path());
        }
      }
      return true;
    } catch (IOException | SlapException e) {
      log.error("Cannot send the usage reports of partitions: " + e.getMessage(), e);
      partitions.stream().filter(partition -> byPartition.containsKey(partition.id()))
          .forEach(partition -> partition.remote().error("Cannot send usage report: " + e.getMessage()));
      return false;
    }
  }
}

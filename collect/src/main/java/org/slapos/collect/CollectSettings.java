package org.slapos.collect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code [slapos]}, {@code [slapformat]} and {@code [collect]} say (reference: collect.md, 2).
 *
 * @param cacheDays how many days stay in the database
 * @param reportDiskUsage whether folder sizes are measured
 * @param pidFolder where the process that measures a folder is named
 * @param diskCycle how long a folder size counts; zero measures at each pass
 */
public record CollectSettings(
    Path instanceRoot,
    String computerId,
    int cacheDays,
    List<PartitionUser> users,
    boolean reportDiskUsage,
    Path pidFolder,
    Duration diskCycle) {
  public CollectSettings {
    users = List.copyOf(users);
  }

  /** A partition's account and folder. */
  public record PartitionUser(String name, Path folder) {}

  Path dataLog() {
    return instanceRoot.resolve("var/data-log");
  }

  Path consumptionReports() {
    return instanceRoot.resolve("var/consumption-report");
  }

  Path xmlReports() {
    return instanceRoot.resolve("var/xml_report").resolve(computerId);
  }
}

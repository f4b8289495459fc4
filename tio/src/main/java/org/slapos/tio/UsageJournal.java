package org.slapos.tio;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** The journal that a node makes of what its partitions report. */
public final class UsageJournal {
  private static final DateTimeFormatter STOP_DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd 'at' HH:mm:ss");

  private UsageJournal() {}

  /** What one partition reports. */
  public record PartitionReport(String partitionId, PartitionConsumption consumption) {}

  /**
   * One transaction with the movements of all reports, in order. The reference of a movement becomes the partition's
   * id; a movement without reference gets none.
   *
   * @param now local time
   * @param reports at least one
   */
  public static Journal of(String computerId, LocalDateTime now, List<PartitionReport> reports) {
    var movements = reports.stream()
        .flatMap(report -> report.consumption().movements().stream().map(movement -> named(movement, report)))
        .toList();
    return new Journal(List.of(new Transaction(
        "Sale Packing List",
        Optional.of("Resource consumptions"),
        "",
        STOP_DATE.format(now),
        computerId,
        "",
        "",
        List.of(""),
        List.of(new Arrow("Administration", Optional.of(""), Optional.of(""))),
        movements)));
  }

  private static Movement named(Movement movement, PartitionReport report) {
    return movement.reference().isPresent() ? movement.withReference(report.partitionId()) : movement;
  }
}

package org.slapos.grid.report;

import java.time.LocalDateTime;
import java.util.List;
import java.util.SequencedMap;

/** What the report pass needs of TioFormat. */
public interface ConsumptionDocuments {

  /** Whether a text is a valid consumption report of a partition. */
  boolean isPartitionReport(String xml);

  /** Whether a text is a valid journal, as posted to the Master. */
  boolean isJournal(String xml);

  /** One journal from the valid reports of partitions; {@code reference} becomes the partition's name. */
  String journal(String computerId, LocalDateTime stopDate, SequencedMap<String, List<String>> reportsByPartition);
}

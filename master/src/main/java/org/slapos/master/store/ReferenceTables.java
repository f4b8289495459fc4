package org.slapos.master.store;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.takeover.ReferenceRows;

/** Reads the reference's tables of any version (reference: proxy.md, 2.1 and 2.2). */
final class ReferenceTables {
  private static final int WITH_COMPUTERS = 11;
  private static final int WITH_SOFTWARE_STATES = 12;
  private static final int WITH_TIMESTAMPS = 14;
  private static final int WITH_RELEASE_ROOT = 15;
  private static final int WITH_CONFIG = 17;
  private static final int WITH_REQUESTERS = 18;

  private final Session session;
  private final int version;
  private final String computer;

  /**
   * The tables of one version.
   *
   * @param computer the computer that version 10 does not name
   */
  ReferenceTables(Session session, int version, String computer) {
    this.session = session;
    this.version = version;
    this.computer = computer;
  }

  /** Whether everything in the tables stands for a computer that they do not name. */
  static boolean needsComputer(int version) {
    return version < WITH_COMPUTERS;
  }

  ReferenceRows read() {
    return new ReferenceRows(version, computers(), software(), partitions(), slaves(), addresses(), forwarded(), releaseRoot());
  }

  private List<Computer> computers() {
    return list(
        "SELECT " + since(WITH_COMPUTERS, "reference", "?") + ", address, netmask FROM computer",
        row -> new Computer(row.text(), row.optionalText(), row.optionalText()));
  }

  private List<ReferenceRows.SoftwareRow> software() {
    return list(
        "SELECT url, " + computerColumn() + ", " + since(WITH_SOFTWARE_STATES, "requested_state", "'available'")
            + " FROM software",
        row -> new ReferenceRows.SoftwareRow(row.text(), row.text(), row.text()));
  }

  /** Truncated to microseconds: a timestamp that grew would have every node process everything once more. */
  private List<ReferenceRows.PartitionRow> partitions() {
    return list(
        "SELECT " + computerColumn() + ", reference, slap_state = 'busy', software_release, xml, connection_xml,"
            + " slave_instance_list, software_type, partition_reference, requested_by, "
            + since(WITH_REQUESTERS, "requester_id", "''") + ", requested_state, "
            + since(WITH_TIMESTAMPS, "CAST(timestamp * 1000000 AS INTEGER)", "NULL") + " FROM partition",
        row ->
            new ReferenceRows.PartitionRow(
                place(row), row.flag(), row.text(), row.optionalText(), row.optionalText(), row.optionalText(),
                row.optionalText(), row.optionalText(), row.text(), row.text(), row.text(),
                row.optionalText().map(Long::valueOf)));
  }

  private List<ReferenceRows.SlaveRow> slaves() {
    return list(
        "SELECT reference, " + computerColumn() + ", connection_xml, hosted_by, "
            + since(WITH_REQUESTERS, "requester_id", "asked_by") + " FROM slave",
        row ->
            new ReferenceRows.SlaveRow(row.text(), row.text(), row.optionalText(), row.text(), row.text()));
  }

  private List<ReferenceRows.AddressRow> addresses() {
    return list(
        "SELECT " + computerColumn() + ", partition_reference, reference, address, netmask FROM partition_network",
        row -> new ReferenceRows.AddressRow(place(row), row.text(), row.text(), row.optionalText()));
  }

  private List<ReferenceRows.ForwardedRow> forwarded() {
    return version < WITH_COMPUTERS
        ? List.of()
        : list(
            "SELECT DISTINCT partition_reference, master_url FROM forwarded_partition_request",
            row -> new ReferenceRows.ForwardedRow(row.text(), row.text()));
  }

  private Optional<String> releaseRoot() {
    if (version < WITH_RELEASE_ROOT) {
      return Optional.empty();
    }
    var found = version < WITH_CONFIG
        ? session.list("SELECT path FROM local_software_release_root" + version, Row::optionalText)
        : session.list(
            "SELECT value FROM config" + version + " WHERE name = 'local_software_release_root'", Row::optionalText);
    return found.stream().flatMap(Optional::stream).findFirst();
  }

  private String computerColumn() {
    return since(WITH_COMPUTERS, "computer_reference", "?");
  }

  private String since(int first, String column, String before) {
    return version >= first ? column : before;
  }

  /** The table's name is the last word; its rows come in their order, with the unnamed computer where it is asked for. */
  private <T> List<T> list(String query, Row.Mapper<T> mapper) {
    var sql = query + version + (query.contains("DISTINCT") ? "" : " ORDER BY rowid");
    return query.contains("?") ? session.list(sql, mapper, computer) : session.list(sql, mapper);
  }

  private static PartitionId place(Row row) {
    return new PartitionId(row.text(), row.text());
  }
}

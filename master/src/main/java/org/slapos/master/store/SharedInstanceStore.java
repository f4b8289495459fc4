package org.slapos.master.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.SharedInstance;

/** Table {@code shared_instance}; {@code listed_position} is null for those that no host is told about. */
final class SharedInstanceStore {
  private static final String COLUMNS =
      """
      SELECT computer, reference, software_type, parameters, requester_computer, requester_partition, host,
        CASE WHEN listed_position IS NULL THEN 0 ELSE 1 END, connection_xml
      FROM shared_instance
      """;

  private final Session session;

  SharedInstanceStore(Session session) {
    this.session = session;
  }

  Optional<SharedInstance> find(String computer, String reference) {
    return session.first(
        COLUMNS + "WHERE computer = ? AND reference = ?", SharedInstanceStore::map, computer, reference);
  }

  Optional<SharedInstance> find(String reference) {
    return session.first(
        COLUMNS + "WHERE reference = ? ORDER BY position LIMIT 1", SharedInstanceStore::map, reference);
  }

  List<SharedInstance> listedOn(PartitionId host) {
    return session.list(
        COLUMNS + "WHERE computer = ? AND host = ? AND listed_position IS NOT NULL ORDER BY listed_position",
        SharedInstanceStore::map,
        host.computer(),
        host.partition());
  }

  List<SharedInstance> all() {
    return session.list(COLUMNS + "ORDER BY position", SharedInstanceStore::map);
  }

  List<SharedInstance> of(PartitionId host) {
    return session.list(
        COLUMNS + "WHERE computer = ? AND host = ? ORDER BY position",
        SharedInstanceStore::map,
        host.computer(),
        host.partition());
  }

  List<SharedInstance> requestedBy(PartitionId requester) {
    return session.list(
        COLUMNS + "WHERE requester_computer = ? AND requester_partition = ? ORDER BY position",
        SharedInstanceStore::map,
        requester.computer(),
        requester.partition());
  }

  List<SharedInstance> listedRoots() {
    return session.list(
        COLUMNS + "WHERE listed_position IS NOT NULL AND SUBSTR(reference, 1, 1) = '_' ORDER BY position",
        SharedInstanceStore::map);
  }

  /** One that stays listed on the same host keeps its place in the list. */
  void put(Optional<SharedInstance> before, SharedInstance after) {
    session.run(
        """
        INSERT INTO shared_instance (computer, reference, software_type, parameters, requester_computer,
          requester_partition, host, connection_xml, position)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM shared_instance))
        ON CONFLICT (computer, reference) DO UPDATE
        SET software_type = excluded.software_type, parameters = excluded.parameters,
          requester_computer = excluded.requester_computer, requester_partition = excluded.requester_partition,
          host = excluded.host, connection_xml = excluded.connection_xml
        """,
        after.computer(),
        after.reference(),
        after.softwareType(),
        after.parameters(),
        RequesterColumns.computer(after.requester()),
        RequesterColumns.partition(after.requester()),
        after.host(),
        after.connectionXml().orElse(null));
    if (!after.listed()) {
      setListed(after, "NULL");
    } else if (before.filter(known -> known.listed() && known.host().equals(after.host())).isEmpty()) {
      setListed(after, "(SELECT COALESCE(MAX(listed_position), 0) + 1 FROM shared_instance)");
    }
  }

  void remove(SharedInstance shared) {
    session.run(
        "DELETE FROM shared_instance WHERE computer = ? AND reference = ?", shared.computer(), shared.reference());
  }

  private void setListed(SharedInstance shared, String position) {
    session.run(
        "UPDATE shared_instance SET listed_position = " + position + " WHERE computer = ? AND reference = ?",
        shared.computer(),
        shared.reference());
  }

  private static SharedInstance map(Row row) {
    return new SharedInstance(
        row.text(), row.text(), row.text(), row.text(), RequesterColumns.read(row), row.text(), row.flag(),
        row.optionalText());
  }

  /** The published connection parameters in which that text occurs, in any case. */
  List<String> connectionXmlWith(String text) {
    return session.list(
        "SELECT connection_xml FROM shared_instance WHERE LOWER(connection_xml) LIKE ? ESCAPE '!'",
        Row::text,
        "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
  }
}

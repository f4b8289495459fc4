package org.slapos.master.store;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.RequestedState;

/** Table {@code instance}. */
final class InstanceStore {
  private static final String COLUMNS =
      """
      SELECT i.computer, i.reference, i.title, i.root_title, i.requester_computer, i.requester_partition,
        i.software_release, i.software_type, i.requested_state, i.parameter_xml, i.connection_xml, i.changed_at
      FROM instance i
      """;

  private static final String IN_ORDER =
      """
      JOIN computer_partition p ON p.computer = i.computer AND p.reference = i.reference
      WHERE i.root_title = ? ORDER BY p.position
      """;

  private final Session session;

  InstanceStore(Session session) {
    this.session = session;
  }

  Optional<Instance> find(PartitionId place) {
    return session.first(
        COLUMNS + "WHERE i.computer = ? AND i.reference = ?", InstanceStore::map, place.computer(), place.partition());
  }

  Optional<Instance> find(String rootTitle, String title) {
    return session.first(COLUMNS + "WHERE i.root_title = ? AND i.title = ?", InstanceStore::map, rootTitle, title);
  }

  /** The instances of a tree, or the roots for the empty title, in the order of their partitions. */
  List<Instance> withRoot(String rootTitle) {
    return session.list(COLUMNS + IN_ORDER, InstanceStore::map, rootTitle);
  }

  List<Instance> all() {
    return session.list(COLUMNS, InstanceStore::map);
  }

  /** By partition reference. */
  Map<String, Instance> of(String computer) {
    var found = new HashMap<String, Instance>();
    for (var instance : session.list(COLUMNS + "WHERE i.computer = ?", InstanceStore::map, computer)) {
      found.put(instance.place().partition(), instance);
    }
    return found;
  }

  Optional<Instance> host(
      String computer, String softwareRelease, Optional<String> softwareType, Optional<String> partition) {
    return session.first(
        COLUMNS
            + """
            JOIN computer_partition p ON p.computer = i.computer AND p.reference = i.reference
            WHERE i.computer = ? AND i.software_release = ?
              AND i.software_type = COALESCE(?, i.software_type) AND i.reference = COALESCE(?, i.reference)
            ORDER BY p.position LIMIT 1
            """,
        InstanceStore::map,
        computer,
        softwareRelease,
        softwareType.orElse(null),
        partition.orElse(null));
  }

  void put(Instance instance) {
    session.run(
        """
        INSERT INTO instance (computer, reference, title, root_title, requester_computer, requester_partition,
          software_release, software_type, requested_state, parameter_xml, connection_xml, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (computer, reference) DO UPDATE
        SET title = excluded.title, root_title = excluded.root_title,
          requester_computer = excluded.requester_computer, requester_partition = excluded.requester_partition,
          software_release = excluded.software_release, software_type = excluded.software_type,
          requested_state = excluded.requested_state, parameter_xml = excluded.parameter_xml,
          connection_xml = excluded.connection_xml, changed_at = excluded.changed_at
        """,
        instance.place().computer(),
        instance.place().partition(),
        instance.title().orElse(null),
        instance.rootTitle(),
        RequesterColumns.computer(instance.requester()),
        RequesterColumns.partition(instance.requester()),
        instance.softwareRelease(),
        instance.softwareType(),
        instance.state().wireName(),
        instance.parameterXml(),
        instance.connectionXml().orElse(null),
        instance.timestamp().micros());
  }

  void remove(PartitionId place) {
    session.run("DELETE FROM instance WHERE computer = ? AND reference = ?", place.computer(), place.partition());
  }

  private static Instance map(Row row) {
    return new Instance(
        new PartitionId(row.text(), row.text()),
        row.optionalText(),
        row.text(),
        RequesterColumns.read(row),
        row.text(),
        row.text(),
        state(row.text()),
        row.text(),
        row.optionalText(),
        new Timestamp(row.number()));
  }

  private static RequestedState state(String word) {
    return RequestedState.of(word).orElseThrow(() -> new StoreException("Unknown requested_state " + word));
  }

  /** The published connection parameters in which that text occurs, in any case. */
  List<String> connectionXmlWith(String text) {
    return session.list(
        "SELECT connection_xml FROM instance WHERE LOWER(connection_xml) LIKE ? ESCAPE '!'",
        Row::text,
        "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
  }
}

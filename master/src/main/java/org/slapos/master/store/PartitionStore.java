package org.slapos.master.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.PartitionId;

/** Tables {@code computer_partition} and {@code partition_address}. */
final class PartitionStore {
  private final Session session;
  private final InstanceStore instances;

  PartitionStore(Session session, InstanceStore instances) {
    this.session = session;
    this.instances = instances;
  }

  Optional<Partition> find(PartitionId id) {
    return session
        .first(
            "SELECT reference FROM computer_partition WHERE computer = ? AND reference = ?",
            Row::text,
            id.computer(),
            id.partition())
        .map(reference -> new Partition(id, addresses(id), instances.find(id)));
  }

  List<Partition> of(String computer) {
    var addresses = addressesOf(computer);
    var found = instances.of(computer);
    return session
        .list("SELECT reference FROM computer_partition WHERE computer = ? ORDER BY position", Row::text, computer)
        .stream()
        .map(
            reference ->
                new Partition(
                    new PartitionId(computer, reference),
                    addresses.getOrDefault(reference, List.of()),
                    Optional.ofNullable(found.get(reference))))
        .toList();
  }

  /** The partitions of all computers in the order of their first format. */
  List<Partition> all() {
    return session
        .list(
            "SELECT computer, reference FROM computer_partition ORDER BY position",
            row -> new PartitionId(row.text(), row.text()))
        .stream()
        .map(id -> new Partition(id, addresses(id), instances.find(id)))
        .toList();
  }

  Optional<PartitionId> firstFree(String computer) {
    return session
        .first(
            "SELECT reference FROM computer_partition WHERE computer = ? AND busy = 0 ORDER BY position LIMIT 1",
            Row::text,
            computer)
        .map(reference -> new PartitionId(computer, reference));
  }

  List<NetworkAddress> addresses(PartitionId id) {
    return session.list(
        """
        SELECT network_interface, address, netmask FROM partition_address
        WHERE computer = ? AND reference = ? ORDER BY position
        """,
        PartitionStore::mapAddress,
        id.computer(),
        id.partition());
  }

  void add(PartitionId id) {
    session.run(
        """
        INSERT INTO computer_partition (computer, reference, position)
        VALUES (?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM computer_partition))
        """,
        id.computer(),
        id.partition());
  }

  void remove(PartitionId id) {
    removeAddresses(id);
    session.run(
        "DELETE FROM computer_partition WHERE computer = ? AND reference = ?", id.computer(), id.partition());
  }

  void setAddresses(PartitionId id, List<NetworkAddress> addresses) {
    removeAddresses(id);
    for (int i = 0; i < addresses.size(); i++) {
      var address = addresses.get(i);
      session.run(
          """
          INSERT INTO partition_address (computer, reference, position, network_interface, address, netmask)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          id.computer(),
          id.partition(),
          i,
          address.networkInterface(),
          address.address(),
          address.netmask().orElse(null));
    }
  }

  void setBusy(PartitionId id, boolean busy) {
    session.run(
        "UPDATE computer_partition SET busy = ? WHERE computer = ? AND reference = ?",
        busy ? 1 : 0,
        id.computer(),
        id.partition());
  }

  private void removeAddresses(PartitionId id) {
    session.run("DELETE FROM partition_address WHERE computer = ? AND reference = ?", id.computer(), id.partition());
  }

  private Map<String, List<NetworkAddress>> addressesOf(String computer) {
    var found = new LinkedHashMap<String, List<NetworkAddress>>();
    session.list(
        """
        SELECT reference, network_interface, address, netmask FROM partition_address
        WHERE computer = ? ORDER BY reference, position
        """,
        row -> found.computeIfAbsent(row.text(), reference -> new ArrayList<>()).add(mapAddress(row)),
        computer);
    return found;
  }

  private static NetworkAddress mapAddress(Row row) {
    return new NetworkAddress(row.text(), row.text(), row.optionalText());
  }
}

package org.slapos.master.store;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Computer;

/** Table {@code computer}. */
final class ComputerStore {
  private static final String COLUMNS = "SELECT reference, address, netmask FROM computer";

  private final Session session;

  ComputerStore(Session session) {
    this.session = session;
  }

  Optional<Computer> find(String reference) {
    return session.first(COLUMNS + " WHERE reference = ?", ComputerStore::map, reference);
  }

  List<Computer> all() {
    return session.list(COLUMNS + " ORDER BY position", ComputerStore::map);
  }

  void put(Computer computer) {
    session.run(
        """
        INSERT INTO computer (reference, address, netmask, position)
        VALUES (?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM computer))
        ON CONFLICT (reference) DO UPDATE
        SET address = excluded.address, netmask = excluded.netmask, position = excluded.position
        """,
        computer.reference(),
        computer.address().orElse(null),
        computer.netmask().orElse(null));
  }

  private static Computer map(Row row) {
    return new Computer(row.text(), row.optionalText(), row.optionalText());
  }
}

package org.slapos.master.store;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Installation;
import org.slapos.slap.SoftwareRelease;

/** Table {@code installation}. */
final class InstallationStore {
  private static final String COLUMNS = "SELECT computer, url, requested_state FROM installation ";

  private final Session session;

  InstallationStore(Session session) {
    this.session = session;
  }

  List<Installation> of(String computer) {
    return session.list(COLUMNS + "WHERE computer = ? ORDER BY position", InstallationStore::map, computer);
  }

  List<Installation> all() {
    return session.list(COLUMNS + "ORDER BY position", InstallationStore::map);
  }

  Optional<Installation> find(String computer, String url) {
    return session.first(COLUMNS + "WHERE computer = ? AND url = ?", InstallationStore::map, computer, url);
  }

  void put(Installation installation) {
    session.run(
        """
        INSERT INTO installation (computer, url, requested_state, position)
        VALUES (?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM installation))
        ON CONFLICT (computer, url) DO UPDATE
        SET requested_state = excluded.requested_state, position = excluded.position
        """,
        installation.computer(),
        installation.url(),
        installation.state().wireName());
  }

  void move(Installation installation, String url) {
    session.run(
        "UPDATE installation SET url = ? WHERE computer = ? AND url = ?",
        url,
        installation.computer(),
        installation.url());
  }

  void remove(Installation installation) {
    session.run("DELETE FROM installation WHERE computer = ? AND url = ?", installation.computer(), installation.url());
  }

  private static Installation map(Row row) {
    return new Installation(
        row.text(), row.text(), SoftwareRelease.State.of(row.text()).orElse(SoftwareRelease.State.AVAILABLE));
  }
}

package org.slapos.master.store;

import java.util.Optional;

/** Table {@code setting}. */
final class SettingStore {
  static final String RELEASE_ROOT = "local_software_release_root";

  private final Session session;

  SettingStore(Session session) {
    this.session = session;
  }

  Optional<String> find(String name) {
    return session.first("SELECT content FROM setting WHERE name = ?", Row::text, name);
  }

  void put(String name, String content) {
    session.run(
        """
        INSERT INTO setting (name, content) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET content = excluded.content
        """,
        name,
        content);
  }
}

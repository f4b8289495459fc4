package org.slapos.master.store;

import java.util.List;
import org.slapos.master.domain.Timestamp;

/** Table {@code event}: who changed what and when, the latest {@value #KEPT}. */
final class EventStore {
  static final int KEPT = 10_000;

  private final Session session;

  EventStore(Session session) {
    this.session = session;
  }

  void add(Event event) {
    long id = session.first("SELECT MAX(id) FROM event", Row::number).orElse(0L) + 1;
    session.run(
        """
        INSERT INTO event (id, happened_at, author, command, subject, before_state, after_state)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        id,
        event.at().micros(),
        event.author(),
        event.command(),
        event.subject(),
        event.before().orElse(null),
        event.after().orElse(null));
    session.run("DELETE FROM event WHERE id <= ?", id - KEPT);
  }

  /** The latest first. */
  List<Event> latest(int count) {
    return session.list(
        """
        SELECT happened_at, author, command, subject, before_state, after_state FROM event
        ORDER BY id DESC LIMIT ?
        """,
        row ->
            new Event(
                new Timestamp(row.number()), row.text(), row.text(), row.text(), row.optionalText(),
                row.optionalText()),
        count);
  }
}

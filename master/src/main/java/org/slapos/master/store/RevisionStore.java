package org.slapos.master.store;

import java.util.Optional;
import org.slapos.master.domain.Watched;

/** Table {@code revision}: a number for each thing that is waited for, another one after each change of it. */
final class RevisionStore {
  private final Session session;

  RevisionStore(Session session) {
    this.session = session;
  }

  /** Empty for what has not changed since the table was made. */
  Optional<Long> find(Watched watched) {
    return session.first(
        "SELECT number FROM revision WHERE kind = ? AND computer = ? AND reference = ?",
        Row::number,
        kind(watched),
        watched.computer(),
        reference(watched));
  }

  void put(Watched watched, long number) {
    session.run(
        """
        INSERT INTO revision (kind, computer, reference, number) VALUES (?, ?, ?, ?)
        ON CONFLICT (kind, computer, reference) DO UPDATE SET number = excluded.number
        """,
        kind(watched),
        watched.computer(),
        reference(watched),
        number);
  }

  private static String kind(Watched watched) {
    return switch (watched) {
      case Watched.WholeComputer _ -> "computer";
      case Watched.InPartition _ -> "partition";
      case Watched.Shared _ -> "shared";
    };
  }

  private static String reference(Watched watched) {
    return switch (watched) {
      case Watched.WholeComputer _ -> "";
      case Watched.InPartition(var place) -> place.partition();
      case Watched.Shared(var _, var reference) -> reference;
    };
  }
}

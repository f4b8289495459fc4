package org.slapos.master.store;

import java.util.List;
import java.util.Locale;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.Timestamp;

/** Table {@code message}: the latest of each kind from each computer. */
final class MessageStore {
  /** How many messages of a kind are kept of one computer. */
  static final int KEPT = 100;

  private final Session session;

  MessageStore(Session session) {
    this.session = session;
  }

  /** The latest first. */
  List<NodeMessage> of(String computer, NodeMessage.Kind kind) {
    return session.list(
        """
        SELECT reference, author, sent_at, content FROM message WHERE computer = ? AND kind = ? ORDER BY id DESC
        """,
        row ->
            new NodeMessage(
                kind, computer, row.optionalText(), row.text(), new Timestamp(row.number()), row.text()),
        computer,
        word(kind));
  }

  /** By computer, the latest first. */
  List<NodeMessage> all() {
    return session.list(
        """
        SELECT kind, computer, reference, author, sent_at, content FROM message ORDER BY computer, id DESC
        """,
        row ->
            new NodeMessage(
                NodeMessage.Kind.valueOf(row.text().toUpperCase(Locale.ROOT)), row.text(), row.optionalText(),
                row.text(), new Timestamp(row.number()), row.text()));
  }

  void add(NodeMessage message) {
    session.run(
        """
        INSERT INTO message (id, kind, computer, reference, author, sent_at, content)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM message), ?, ?, ?, ?, ?, ?)
        """,
        word(message.kind()),
        message.computer(),
        message.partition().orElse(null),
        message.author(),
        message.at().micros(),
        message.text());
    session.run(
        """
        DELETE FROM message WHERE computer = ? AND kind = ? AND id <= (
          SELECT id FROM message WHERE computer = ? AND kind = ? ORDER BY id DESC LIMIT 1 OFFSET ?)
        """,
        message.computer(),
        word(message.kind()),
        message.computer(),
        word(message.kind()),
        KEPT);
  }

  private static String word(NodeMessage.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

package org.slapos.master.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Watched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what Masters on the same database committed; after a lost connection it says that anything may have changed. */
final class PostgresNews implements AutoCloseable {
  static final String CHANNEL = "slapos_changes";

  private static final Logger log = LoggerFactory.getLogger(PostgresNews.class);
  /** The server takes payloads below 8000 bytes. */
  private static final int LONGEST_PAYLOAD = 2000;
  private static final String ANYTHING = "*";
  private static final int SILENCE_MILLIS = 10_000;
  private static final int ANSWER_SECONDS = 10;
  private static final int PAUSE_MILLIS = 1_000;

  private final Supplier<Connection> connector;
  private final ChangeListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Connection current;

  private PostgresNews(Supplier<Connection> connector, ChangeListener listener) {
    this.connector = connector;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("database-listener").daemon().unstarted(this::work);
  }

  static PostgresNews listen(Supplier<Connection> connector, ChangeListener listener) {
    var news = new PostgresNews(connector, listener);
    news.thread.start();
    return news;
  }

  /** What is announced of a change. */
  static String payload(Watched watched) {
    var parts =
        switch (watched) {
          case Watched.WholeComputer(var computer) -> new String[] {"computer", computer, ""};
          case Watched.InPartition(var place) -> new String[] {"partition", place.computer(), place.partition()};
          case Watched.Shared(var computer, var reference) -> new String[] {"shared", computer, reference};
        };
    boolean fits = parts[1].length() + parts[2].length() < LONGEST_PAYLOAD;
    return fits && parts[1].indexOf('\n') < 0 ? String.join("\n", parts) : ANYTHING;
  }

  /** Empty for what is no name of anything, which may be about everything. */
  static Optional<Watched> read(String payload) {
    var parts = payload.split("\n", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    return switch (parts[0]) {
      case "computer" -> Optional.of(new Watched.WholeComputer(parts[1]));
      case "partition" -> Optional.of(new Watched.InPartition(new PartitionId(parts[1], parts[2])));
      case "shared" -> Optional.of(new Watched.Shared(parts[1], parts[2]));
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {
    closed.countDown();
    var connection = current;
    if (connection != null) {
      abort(connection);
    }
  }

  /** Wakes the thread that waits on it. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.warn("Cannot close the connection that hears of changes: {}", e.getMessage());
    }
  }

  private void work() {
    boolean lost = false;
    while (isOpen()) {
      try (var connection = connector.get()) {
        if (lost) {
          log.info("Hearing of other Masters' changes again");
        }
        lost = false;
        current = connection;
        hear(connection);
      } catch (SQLException | StoreException e) {
        if (isOpen() && !lost) {
          log.warn("Cannot hear of other Masters' changes, those who wait for them are answered late: {}", e.getMessage());
        }
        lost = true;
        pause();
      }
    }
  }

  private void hear(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    listener.anythingMayHaveChanged();
    var source = connection.unwrap(PGConnection.class);
    while (isOpen()) {
      var heard = source.getNotifications(SILENCE_MILLIS);
      if (heard != null && heard.length > 0) {
        tell(heard);
      } else if (!connection.isValid(ANSWER_SECONDS)) {
        throw new SQLException("the connection is dead");
      }
    }
  }

  private void tell(PGNotification[] heard) {
    Set<Watched> what = new HashSet<>();
    boolean anything = false;
    for (var notification : heard) {
      var watched = read(notification.getParameter());
      watched.ifPresent(what::add);
      anything |= watched.isEmpty();
    }
    if (anything) {
      listener.anythingMayHaveChanged();
    } else {
      listener.changed(what);
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      var _ = closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Closing does that; the loop looks.
    }
  }
}

package org.slapos.master.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Decision;
import org.slapos.master.domain.Decisions;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.domain.Watched;

/** What the Master keeps. Threads may share it. */
public final class Store implements AutoCloseable {
  private final InstantSource clock;
  private final DatabaseLock lock;
  private final ComputerVersions versions = new ComputerVersions();
  private final ChangeListeners listeners = new ChangeListeners();
  private final Readers readers;
  private final Writer writer;

  private Store(Dialect dialect, DatabaseLock lock, InstantSource clock) {
    this.clock = clock;
    this.lock = lock;
    var session = dialect.openWriter();
    try {
      new Migrations(dialect).run(session, clock.instant());
    } catch (RuntimeException e) {
      session.abandon();
      throw e;
    }
    this.writer = new Writer(session, dialect, versions, listeners);
    this.readers = new Readers(dialect);
  }

  /**
   * Opens the SQLite database, created if there is none, and brings its schema up to date.
   *
   * @throws StoreException if the file belongs to another program, to a newer one, or to a running Master
   */
  public static Store openSqlite(Path file, InstantSource clock) {
    ForeignDatabase.refuse(file);
    var lock = DatabaseLock.take(file);
    try {
      DatabaseFile.keepPrivate(file);
      return new Store(new SqliteDialect(file), lock, clock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Decides and carries out a command in one transaction; the answer is durable when this returns. */
  public Answer execute(Command command, String author) {
    return writer.write(
        stores -> {
          var now = Timestamp.of(clock.instant());
          var decision = Decisions.decide(command, stores, now);
          for (var effect : decision.effects()) {
            EffectWriter.write(effect, stores, new Authorship(author, now));
            EventText.of(effect, now, author, command.name()).ifPresent(stores.events::add);
          }
          return decision;
        });
  }

  /** Reads one consistent picture. */
  public <T> T read(Function<Register, T> function) {
    return readers.read(function::apply);
  }

  /** What was reported about a release or partition, the latest first. */
  public List<StatusReport> reports(StatusReport.Subject subject) {
    return readers.read(stores -> stores.reports.about(subject));
  }

  /** What a computer and its partitions said, the latest first. */
  public List<NodeMessage> messages(String computer, NodeMessage.Kind kind) {
    return readers.read(stores -> stores.messages.of(computer, kind));
  }

  /** The latest changes, the latest first. */
  public List<Event> events(int count) {
    return readers.read(stores -> stores.events.latest(count));
  }

  public ComputerVersions versions() {
    return versions;
  }

  /**
   * A number that stays while nothing changes: the same after a restart, another one after each change, in each
   * database, and after a restored backup.
   */
  public long revision(Watched watched) {
    Optional<Long> known = readers.read(stores -> stores.revisions.find(watched));
    return known.orElseGet(() -> firstRevision(watched));
  }

  /** From now on the listener is told of every commit. */
  public void tell(ChangeListener listener) {
    listeners.add(listener);
  }

  private long firstRevision(Watched watched) {
    var number = new AtomicLong();
    var _ =
        writer.write(
            stores -> {
              number.set(stores.revisions.find(watched).orElseGet(Writer::newRevision));
              stores.revisions.put(watched, number.get());
              return Decision.NOTHING;
            });
    return number.get();
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    lock.close();
  }
}

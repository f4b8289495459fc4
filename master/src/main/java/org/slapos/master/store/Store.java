package org.slapos.master.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Decision;
import org.slapos.master.domain.Decisions;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.domain.Watched;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the Master keeps. Threads may share it. */
public final class Store implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final InstantSource clock;
  private final Dialect dialect;
  private final AutoCloseable lock;
  private final ComputerVersions versions;
  private final ChangeListeners listeners = new ChangeListeners();
  private final Readers readers;
  private final Writer writer;
  private final AutoCloseable news;

  private Store(Dialect dialect, AutoCloseable lock, InstantSource clock) {
    this.clock = clock;
    this.dialect = dialect;
    this.lock = lock;
    var session = dialect.openWriter();
    try {
      new Migrations(dialect).run(session, clock.instant());
    } catch (RuntimeException e) {
      session.abandon();
      throw e;
    }
    var counted = new CountedVersions();
    this.writer = new Writer(session, dialect, counted, listeners);
    this.readers = new Readers(dialect);
    this.versions = dialect.shared() ? this::revisionOf : counted;
    this.news = dialect.listen(listeners);
  }

  /**
   * Opens a database and brings its schema up to date; a file is created if there is none.
   *
   * @throws StoreException if it cannot be reached, belongs to another program or a newer one, or is a file that a
   *     running Master uses
   */
  public static Store open(DatabaseLocation location, InstantSource clock) {
    return open(location, clock, Optional.empty());
  }

  /**
   * As {@link #open(DatabaseLocation, InstantSource)}; a file of the reference's proxy is taken over.
   *
   * @param computer whose partitions are in a database of the reference that names none
   */
  public static Store open(DatabaseLocation location, InstantSource clock, Optional<String> computer) {
    return switch (location) {
      case DatabaseLocation.SqliteFile(var file) -> openSqlite(file, clock, computer);
      case DatabaseLocation.PostgresDatabase database ->
          new Store(new PostgresDialect(database), () -> {}, clock);
    };
  }

  /** As {@link #open(DatabaseLocation, InstantSource)} for a SQLite file. */
  public static Store openSqlite(Path file, InstantSource clock) {
    return openSqlite(file, clock, Optional.empty());
  }

  private static Store openSqlite(Path file, InstantSource clock, Optional<String> computer) {
    var lock = DatabaseLock.take(file);
    try {
      ForeignDatabase.reference(file).ifPresent(reference -> reference.takeOver(computer, clock.instant()));
      DatabaseFile.keepPrivate(file);
      SchemaUpgrade.keepCopy(file, clock.instant());
      return new Store(new SqliteDialect(file), lock, clock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Decides and carries out a command in one transaction; the answer is durable when this returns. Repeated requests need
   * not wait for the writer: what a reader sees is durable.
   */
  public Answer execute(Command command, String author) {
    return unchanged(command).orElseGet(() -> write(command, author));
  }

  private Optional<Answer> unchanged(Command command) {
    return command instanceof Command.RequestInstance
        ? readers.read(stores -> Decisions.unchanged(command, stores, Timestamp.of(clock.instant())))
        : Optional.empty();
  }

  private Answer write(Command command, String author) {
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

  /**
   * Says where releases that are files of this machine are. If releases move for it, a copy of the file is kept beside.
   *
   * @param exists whether there is such a file
   */
  public void moveReleases(ReleaseRoot root, Predicate<Path> exists) {
    var command = new Command.MoveReleases(root, exists);
    int effects = read(register -> Decisions.decide(command, register, Timestamp.of(clock.instant()))).effects().size();
    if (effects > 1) {
      dialect.keepCopy("release-root", clock.instant());
    }
    if (effects > 0) {
      execute(command, "proxy start");
      log.info("Local software release root is {} now; records that moved there: {}", root.path(), effects - 1);
    }
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

  /** Whether the database answers; why it does not is in the log. */
  public boolean answers() {
    try {
      return readers.readSession(session -> session.first("SELECT MAX(version) FROM schema_history", Row::number)).isPresent();
    } catch (StoreException e) {
      log.warn("The database does not answer: {}", e.getMessage());
      return false;
    }
  }

  /** What there is to measure; does not fail with the database. */
  public StoreLoad load() {
    try {
      var bytes = OptionalLong.of(readers.readSession(dialect::size));
      var last = events(1).stream().findFirst().map(event -> event.at().instant());
      return new StoreLoad(writer.waiting(), writer.commits(), last, bytes);
    } catch (StoreException e) {
      return new StoreLoad(writer.waiting(), writer.commits(), Optional.empty(), OptionalLong.empty());
    }
  }

  public ComputerVersions versions() {
    return versions;
  }

  /**
   * A number that stays while nothing changes: the same after a restart, another one after each change, in each
   * database, and after a restored backup.
   */
  public long revision(Watched watched) {
    Optional<Long> known = readers.readOnce(stores -> stores.revisions.find(watched));
    return known.orElseGet(() -> firstRevision(watched));
  }

  /** From now on the listener is told of every commit. */
  public void tell(ChangeListener listener) {
    listeners.add(listener);
  }

  private long revisionOf(String computer) {
    return readers.readOnce(stores -> stores.revisions.find(new Watched.WholeComputer(computer))).orElse(0L);
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
    close(news);
    readers.close();
    writer.close();
    close(lock);
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new StoreException("Cannot close the database: " + e.getMessage(), e);
    }
  }
}

package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Claim;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Decision;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;
import org.slapos.slap.SoftwareRelease;

/** What the store adds to the decisions: history, bounds, transactions, versions. */
class StoreTest {
  private static final PartitionId PLACE = new PartitionId("COMP-0", "slappart0");

  @TempDir Path folder;

  @Test
  void records_who_changed_what_and_how_it_was_before() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(request("a", ""), "alice");
      store.execute(request("a", "<p/>"), "bob");

      var event = store.events(1).getFirst();
      assertThat(event.author()).isEqualTo("bob");
      assertThat(event.command()).isEqualTo("RequestInstance");
      assertThat(event.subject()).isEqualTo("instance in COMP-0/slappart0");
      assertThat(event.before().orElseThrow()).contains("started", "changed 5.0,");
      assertThat(event.after().orElseThrow()).contains("changed 5.000001,");
      assertThat(store.events(2).getLast().before()).isEmpty();
    }
  }

  @Test
  void reports_are_no_events() {
    try (var store = open()) {
      store.execute(format(1), "node");
      int before = store.events(100).size();
      store.execute(report(new Subject.Place(PLACE), "log"), "node");
      assertThat(store.events(100)).hasSize(before);
    }
  }

  @Test
  void keeps_no_parameters_in_events() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(request("a", "<password>secret</password>"), "alice");
      store.execute(new Command.Publish(PLACE, "<password>secret</password>"), "alice");
      assertThat(store.events(100).toString()).doesNotContain("secret");
    }
  }

  @Test
  void keeps_only_the_latest_events() {
    try (var session = new SqliteDialect(folder.resolve("db")).openWriter()) {
      new Migrations(new SqliteDialect(folder.resolve("db"))).run(session, Instant.EPOCH);
      session.run(
          "INSERT INTO event (id, happened_at, author, command, subject) VALUES (1, 0, 'first', 'c', 's'), (?, 0, 'a', 'c', 's')",
          EventStore.KEPT);
      var events = new EventStore(session);
      events.add(new Event(new Timestamp(1), "last", "c", "s", Optional.empty(), Optional.empty()));
      assertThat(events.latest(10)).extracting(Event::author).containsExactly("last", "a");
    }
  }

  @Test
  void keeps_the_latest_reports_of_each_subject() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(new Command.Supply(new Installation("COMP-0", "url", SoftwareRelease.State.AVAILABLE)), "x");
      var release = new Subject.Release("COMP-0", "url");
      store.execute(report(release, "build log"), "node");
      IntStream.range(0, ReportStore.KEPT + 5).forEach(i -> store.execute(report(new Subject.Place(PLACE), "log " + i), "node"));

      assertThat(store.reports(new Subject.Place(PLACE)))
          .hasSize(ReportStore.KEPT)
          .first()
          .isEqualTo(new StatusReport(
              new Subject.Place(PLACE), StatusReport.State.ERROR, "node", new Timestamp(7), "log " + (ReportStore.KEPT + 4)));
      assertThat(store.reports(release)).extracting(StatusReport::log).containsExactly("build log");
    }
  }

  @Test
  void keeps_of_what_is_destroyed_only_that_it_was_and_of_its_successor_nothing_else() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(request("a", ""), "x");
      store.execute(report(new Subject.Place(PLACE), "old"), "node");
      store.execute(new Command.ReportDestroyed(PLACE), "node");
      assertThat(store.reports(new Subject.Place(PLACE))).containsExactly(new StatusReport(
          new Subject.Place(PLACE), StatusReport.State.DESTROYED, "node", new Timestamp(5_000_000), ""));
      store.execute(request("b", ""), "x");
      assertThat(store.reports(new Subject.Place(PLACE))).isEmpty();
    }
  }

  @Test
  void keeps_that_a_release_was_destroyed() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(new Command.Supply(new Installation("COMP-0", "url", SoftwareRelease.State.DESTROYED)), "x");
      store.execute(new Command.ReportReleaseDestroyed("COMP-0", "url"), "node");
      assertThat(store.reports(new Subject.Release("COMP-0", "url")))
          .extracting(StatusReport::state).containsExactly(StatusReport.State.DESTROYED);
    }
  }

  @Test
  void keeps_the_latest_messages_of_each_kind_from_known_computers() {
    try (var store = open()) {
      store.execute(format(1), "node");
      store.execute(request("a", ""), "x");
      store.execute(new Command.Bang(PLACE, "disk is full"), "node");
      store.execute(new Command.Bang(new PartitionId("COMP-0", "slappart7"), "nobody lives here"), "node");
      store.execute(new Command.BangComputer("COMP-0", "rebooted"), "node");
      store.execute(new Command.BangComputer("COMP-9", "unknown"), "node");
      IntStream.rangeClosed(0, MessageStore.KEPT).forEach(i -> store.execute(new Command.ReportUsage("COMP-0", "<d" + i + "/>"), "n"));

      var at = new Timestamp(5_000_000);
      assertThat(store.messages("COMP-0", NodeMessage.Kind.BANG)).containsExactly(
          new NodeMessage(NodeMessage.Kind.BANG, "COMP-0", Optional.empty(), "node", at, "rebooted"),
          new NodeMessage(NodeMessage.Kind.BANG, "COMP-0", Optional.of("slappart0"), "node", at, "disk is full"));
      assertThat(store.messages("COMP-0", NodeMessage.Kind.USAGE)).hasSize(MessageStore.KEPT)
          .last().extracting(NodeMessage::text).isEqualTo("<d1/>");
      assertThat(store.messages("COMP-9", NodeMessage.Kind.BANG)).isEmpty();
    }
  }

  @Test
  void moves_the_version_of_a_computer_exactly_when_its_node_could_see_a_change() {
    try (var store = open()) {
      store.execute(format(1), "node");
      long formatted = store.versions().of("COMP-0");
      store.execute(report(new Subject.Release("COMP-0", "release"), "x"), "node");
      assertThat(store.versions().of("COMP-0")).isEqualTo(formatted);
      store.execute(report(new Subject.Place(PLACE), "x"), "node");
      long reported = store.versions().of("COMP-0");
      assertThat(reported).as("the node reads its own report").isGreaterThan(formatted);
      store.execute(report(new Subject.Place(PLACE), "again\nx"), "node");
      assertThat(store.versions().of("COMP-0")).as("said again, it is no news").isEqualTo(reported);
      store.execute(request("a", ""), "x");
      long requested = store.versions().of("COMP-0");
      assertThat(requested).isGreaterThan(formatted);
      store.execute(request("a", ""), "x");
      assertThat(store.versions().of("COMP-0")).isEqualTo(requested);
      assertThat(store.versions().of("COMP-1")).isZero();
    }
  }

  @Test
  void a_request_that_fails_leaves_no_trace_and_the_next_one_works() {
    var dialect = new SqliteDialect(folder.resolve("db"));
    var session = dialect.openWriter();
    new Migrations(dialect).run(session, Instant.EPOCH);
    try (var writer = new Writer(session, dialect, new CountedVersions(), new ChangeListeners())) {
      assertThatThrownBy(() -> writer.write(stores -> {
            stores.computers.put(new Computer("COMP-9", Optional.empty(), Optional.empty()));
            throw new IllegalStateException("in the middle");
          }))
          .hasMessage("in the middle");
      writer.write(stores -> {
        assertThat(stores.computers()).isEmpty();
        return Decision.NOTHING;
      });
    }
  }

  @Test
  @Timeout(60)
  void a_request_that_fails_does_not_take_those_with_it_that_share_its_commit() throws Exception {
    var dialect = new SqliteDialect(folder.resolve("db"));
    var session = dialect.openWriter();
    new Migrations(dialect).run(session, Instant.EPOCH);
    var started = new CountDownLatch(1);
    var busy = new CountDownLatch(1);
    var versions = new CountedVersions();
    try (var writer = new Writer(session, dialect, versions, new ChangeListeners());
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = callers.submit(() -> writer.write(stores -> {
        started.countDown();
        await(busy);
        return Decision.NOTHING;
      }));
      await(started);
      var good = callers.submit(() -> writer.write(stores -> put("COMP-1", stores)));
      var bad = callers.submit(() -> writer.write(stores -> {
        put("COMP-2", stores);
        throw new IllegalStateException("on purpose");
      }));
      var alsoGood = callers.submit(() -> writer.write(stores -> put("COMP-3", stores)));
      while (writer.waiting() < 3) {
        Thread.yield();
      }
      busy.countDown();
      first.get();
      good.get();
      alsoGood.get();
      assertThatThrownBy(bad::get).hasMessageContaining("on purpose");
    }
    try (var readers = new Readers(dialect)) {
      assertThat(readers.read(Stores::computers)).extracting(Computer::reference)
          .containsExactlyInAnyOrder("COMP-1", "COMP-3");
    }
    assertThat(List.of(versions.of("COMP-1"), versions.of("COMP-2"), versions.of("COMP-3"))).containsExactly(1L, 0L, 1L);
  }

  @Test
  void a_closed_store_refuses_instead_of_waiting() {
    var store = open();
    store.close();
    assertThatThrownBy(() -> store.execute(format(1), "x")).isInstanceOf(StoreException.class).hasMessageContaining("closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Decision put(String computer, Stores stores) {
    var effect = new Effect.PutComputer(new Computer(computer, Optional.empty(), Optional.empty()));
    EffectWriter.write(effect, stores, new Authorship("test", new Timestamp(1)));
    return new Decision(Answer.Done.DONE, List.of(effect));
  }

  @Test
  void leaves_a_database_of_the_reference_that_it_cannot_read_untouched() throws Exception {
    var file = folder.resolve("db");
    try (var session = new Session(org.sqlite.JDBC.createConnection("jdbc:sqlite:" + file, new java.util.Properties()))) {
      session.run("CREATE TABLE partition19 (reference TEXT)");
    }
    var before = Files.readAllBytes(file);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("of version 19");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(folder.resolve("db-wal")).doesNotExist();
  }

  @Test
  void refuses_what_is_no_database() throws Exception {
    Files.writeString(folder.resolve("db"), "x".repeat(5000));
    assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("db is no database of this Master");
    assertThat(Files.readString(folder.resolve("db"))).isEqualTo("x".repeat(5000));
  }

  @Test
  void takes_an_empty_file_for_a_new_database() throws Exception {
    Files.createFile(folder.resolve("db"));
    open().close();
  }

  private Store open() {
    return Store.openSqlite(folder.resolve("db"), () -> Instant.ofEpochSecond(5));
  }

  private static Command format(int partitions) {
    return new Command.Format(
        new Computer("COMP-0", Optional.empty(), Optional.empty()),
        IntStream.range(0, partitions).mapToObj(i -> new Command.FormattedPartition("slappart" + i, List.of())).toList());
  }

  private static Command request(String title, String parameters) {
    return new Command.RequestInstance(
        Claim.Nobody.NOBODY, title, "url", Optional.empty(), "default", parameters, "COMP-0", Optional.empty());
  }

  private static Command report(Subject subject, String log) {
    return new Command.Report(new StatusReport(subject, StatusReport.State.ERROR, "node", new Timestamp(7), log));
  }
}

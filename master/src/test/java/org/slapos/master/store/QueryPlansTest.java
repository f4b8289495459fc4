package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.domain.Watched;
import org.slapos.slap.RequestedState;
import org.slapos.slap.SoftwareRelease;

/** No statement of a request reads a whole table. */
class QueryPlansTest {
  private static final PartitionId PLACE = new PartitionId("COMP-0", "slappart0");

  /** Asked for all there is, or for what no index knows, or, of the last one, for as many as are wanted. */
  private static final List<Pattern> READ_ALL = List.of(
      Pattern.compile("FROM computer ORDER BY position"),
      Pattern.compile("WHERE listed_position IS NOT NULL AND SUBSTR\\(reference, 1, 1\\) = '_'"),
      Pattern.compile("LOWER\\(connection_xml\\) LIKE"),
      Pattern.compile("FROM event\\s+ORDER BY id DESC LIMIT"));

  @TempDir Path folder;

  @Test
  void on_sqlite() {
    var dialect = new SqliteDialect(folder.resolve("proxy.db"));
    try (var session = dialect.openWriter()) {
      new Migrations(dialect).run(session, Instant.EPOCH);
      var slow = new TreeMap<String, List<String>>();
      for (var statement : statements(session)) {
        var plan = session.list("EXPLAIN QUERY PLAN " + statement, QueryPlansTest::detail);
        if (plan.stream().anyMatch(step -> step.startsWith("SCAN ") && !step.contains("CONSTANT ROW"))) {
          slow.put(statement, plan);
        }
      }
      assertThat(slow).isEmpty();
    }
  }

  @Test
  void on_postgresql() {
    var database = PostgresServer.newDatabase();
    var dialect = new PostgresDialect(database);
    Set<String> statements;
    try (var session = dialect.openWriter()) {
      new Migrations(dialect).run(session, Instant.EPOCH);
      statements = statements(session);
    }
    // So that the server itself reads the placeholders.
    var url = database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + "preferQueryMode=simple";
    var simple = new DatabaseLocation.PostgresDatabase(url, database.user(), database.password());
    try (var session = new PostgresDialect(simple).openWriter()) {
      // With the few rows of a test a whole table is quickest; where that is left although forbidden, there is no index.
      session.run("SET enable_seqscan = off");
      var slow = new TreeMap<String, List<String>>();
      for (var statement : statements) {
        var plan = session.list("EXPLAIN (GENERIC_PLAN) " + numbered(statement), Row::text);
        if (plan.stream().anyMatch(step -> step.contains("Seq Scan"))) {
          slow.put(statement, plan);
        }
      }
      assertThat(slow).isEmpty();
    }
  }

  private static String detail(Row row) {
    var _ = row.number();
    var _ = row.number();
    var _ = row.number();
    return row.text();
  }

  private static String numbered(String statement) {
    var numbered = new StringBuilder();
    int number = 0;
    for (int i = 0; i < statement.length(); i++) {
      if (statement.charAt(i) == '?') {
        numbered.append('$').append(++number);
      } else {
        numbered.append(statement.charAt(i));
      }
    }
    return numbered.toString();
  }

  /** All that requests have the database do. */
  private static Set<String> statements(Session session) {
    var stores = new Stores(session);
    write(stores);
    ask(stores);
    remove(stores);
    var all = new TreeSet<String>();
    for (var statement : session.statements()) {
      boolean data = statement.matches("(?s)(SELECT|INSERT|UPDATE|DELETE)\\b.*") && !statement.contains("schema_history");
      if (data && READ_ALL.stream().noneMatch(known -> known.matcher(statement).find())) {
        all.add(statement.strip());
      }
    }
    assertThat(all).hasSizeGreaterThan(40);
    return all;
  }

  private static void apply(Stores stores, Effect effect) {
    EffectWriter.write(effect, stores, new Authorship("test", new Timestamp(1)));
  }

  private static void write(Stores stores) {
    apply(stores, new Effect.PutComputer(new Computer("COMP-0", Optional.empty(), Optional.empty())));
    apply(stores, new Effect.AddPartition(PLACE));
    apply(stores, new Effect.SetAddresses(PLACE, List.of(new NetworkAddress("tap0", "10.0.0.1", Optional.empty()))));
    apply(stores, new Effect.PutInstance(Optional.empty(), instance()));
    apply(stores, new Effect.PutShared(Optional.empty(), shared(true)));
    apply(stores, new Effect.PutShared(Optional.of(shared(true)), shared(false)));
    apply(stores, new Effect.PutInstallation(Optional.empty(), installation()));
    apply(stores, new Effect.PutForwarded(forwarded()));
    apply(stores, new Effect.AddReport(report(), true));
    apply(stores, new Effect.AddMessage(NodeMessage.Kind.BANG, "COMP-0", Optional.empty(), "text"));
    apply(stores, new Effect.MoveInstallation(installation(), "other"));
    stores.settings.put("name", "content");
    stores.events.add(new Event(new Timestamp(1), "a", "c", "s", Optional.empty(), Optional.empty()));
    stores.revisions.put(new Watched.WholeComputer("COMP-0"), 1);
  }

  private static void ask(Stores stores) {
    var _ = List.of(
        stores.computer("COMP-0"), stores.computers(), stores.partitions("COMP-0"), stores.partition(PLACE),
        stores.firstFree("COMP-0"), stores.instance(PLACE), stores.instance("", "a"), stores.members("a"),
        stores.roots(), stores.host("COMP-0", "url", Optional.of("t"), Optional.empty()));
    var _ = List.of(
        stores.shared("COMP-0", "_a"), stores.shared("_a"), stores.listedOn(PLACE), stores.sharedOf(PLACE),
        stores.sharedRequestedBy(PLACE), stores.sharedRoots(), stores.installations("COMP-0"),
        stores.installation("COMP-0", "url"), stores.addresses(PLACE), stores.connectionXmlWith("x"));
    var _ = List.of(
        stores.isForwarded(forwarded()), stores.lastReport(new Subject.Place(PLACE)), stores.lastReport("COMP-0"),
        stores.accessStatuses("COMP-0"), stores.accessStatus(PLACE), stores.releaseStates("COMP-0"),
        stores.reports.about(new Subject.Place(PLACE)), stores.messages.of("COMP-0", NodeMessage.Kind.BANG),
        stores.events.latest(10), stores.releaseRoot(), stores.revisions.find(new Watched.WholeComputer("COMP-0")));
  }

  private static void remove(Stores stores) {
    apply(stores, new Effect.RemoveForwarded(forwarded()));
    apply(stores, new Effect.RemoveInstallation(installation()));
    apply(stores, new Effect.RemoveShared(shared(true)));
    apply(stores, new Effect.RemoveInstance(instance()));
    apply(stores, new Effect.RemovePartition(PLACE));
  }

  private static Instance instance() {
    return new Instance(
        PLACE, Optional.of("a"), "", Requester.User.USER, "url", "t", RequestedState.STARTED, "<p/>", Optional.empty(),
        new Timestamp(1));
  }

  private static SharedInstance shared(boolean listed) {
    return new SharedInstance(
        "COMP-0", "_a", "t", "<p/>", Requester.User.USER, PLACE.partition(), listed, Optional.empty());
  }

  private static Installation installation() {
    return new Installation("COMP-0", "url", SoftwareRelease.State.AVAILABLE);
  }

  private static ForwardedRequest forwarded() {
    return new ForwardedRequest("a", "https://other.example/");
  }

  private static StatusReport report() {
    return new StatusReport(new Subject.Place(PLACE), StatusReport.State.STARTED, "test", new Timestamp(1), "");
  }
}

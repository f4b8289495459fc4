package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.Watched;

/** Databases of every earlier schema of ours, with rows in them. */
class SchemaUpgradeTest {
  @TempDir Path folder;

  static List<Integer> earlier() {
    return java.util.stream.IntStream.range(1, Migrations.SCRIPTS.size()).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void keep_their_rows_and_a_copy_as_they_were(int schema) throws Exception {
    var file = folder.resolve("proxy.db");
    var dialect = new SqliteDialect(file);
    try (var session = dialect.openWriter()) {
      new Migrations(dialect, Migrations.SCRIPTS.subList(0, schema)).run(session, Instant.EPOCH);
      addRows(session);
    }
    try (var store = Store.openSqlite(file, InstantSource.system())) {
      assertRows(store);
    }
    try (var files = Files.list(folder)) {
      var copies = files.filter(copy -> copy.getFileName().toString().startsWith("proxy.db-backup-schema" + schema)).toList();
      assertThat(copies).hasSize(1);
      try (var session = SqliteDialect.openReadOnly(copies.getFirst())) {
        assertThat(session.first("SELECT MAX(version) FROM schema_history", Row::number)).contains((long) schema);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void keep_their_rows_on_postgresql(int schema) {
    var database = PostgresServer.newDatabase();
    var dialect = new PostgresDialect(database);
    try (var session = dialect.openWriter()) {
      new Migrations(dialect, Migrations.SCRIPTS.subList(0, schema)).run(session, Instant.EPOCH);
      addRows(session);
    }
    try (var store = Store.open(database, InstantSource.system())) {
      assertRows(store);
    }
  }

  private static void addRows(Session session) {
    session.run("INSERT INTO computer (reference, position) VALUES ('COMP-0', 1)");
    session.run("INSERT INTO computer_partition (computer, reference, position, busy) VALUES ('COMP-0', 'slappart0', 1, 1)");
    session.run("""
        INSERT INTO instance (computer, reference, title, root_title, software_release, software_type, requested_state,
          parameter_xml, changed_at) VALUES ('COMP-0', 'slappart0', 'a', '', 'url', 'default', 'started', '<p/>', 7)
        """);
  }

  private static void assertRows(Store store) {
    assertThat(store.read(Register::roots)).extracting(Instance::parameterXml).containsExactly("<p/>");
    var computer = new Watched.WholeComputer("COMP-0");
    assertThat(store.revision(computer)).isPositive().isEqualTo(store.revision(computer));
  }
}

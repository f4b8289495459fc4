package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbered scripts; 9001 and 9002 are scripts of this test. */
class MigrationsTest {
  @TempDir Path folder;
  private SqliteDialect dialect;
  private Session session;

  @BeforeEach
  void open() {
    dialect = new SqliteDialect(folder.resolve("db"));
    session = dialect.openWriter();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void a_new_database_gets_every_script_once() {
    new Migrations(dialect).run(session, Instant.EPOCH);
    new Migrations(dialect).run(session, Instant.now());
    assertThat(history()).containsExactlyElementsOf(Migrations.SCRIPTS);
    assertThat(session.list("SELECT applied_at FROM schema_history", Row::text)).containsOnly("1970-01-01T00:00:00Z");
  }

  @Test
  void an_older_database_gets_the_scripts_it_lacks_and_keeps_its_rows() {
    new Migrations(dialect).run(session, Instant.EPOCH);
    session.run("INSERT INTO computer (reference, position) VALUES ('COMP-0', 1)");
    with("9001-add-column.sql").run(session, Instant.EPOCH);
    assertThat(session.list("SELECT reference, added FROM computer", row -> row.text() + row.text()))
        .containsExactly("COMP-0new");
  }

  @Test
  void a_script_that_fails_changes_nothing() {
    new Migrations(dialect).run(session, Instant.EPOCH);
    assertThatThrownBy(() -> with("9002-broken.sql").run(session, Instant.EPOCH)).isInstanceOf(StoreException.class);
    session.abandon();
    session = dialect.openWriter();
    assertThat(history()).containsExactlyElementsOf(Migrations.SCRIPTS);
    assertThat(session.list("SELECT name FROM sqlite_master WHERE name = 'half'", Row::text)).isEmpty();
  }

  @Test
  void a_database_of_a_newer_program_is_refused() {
    with("9001-add-column.sql").run(session, Instant.EPOCH);
    assertThatThrownBy(() -> new Migrations(dialect).run(session, Instant.EPOCH))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("has schema " + (Migrations.SCRIPTS.size() + 1) + ", this program knows only " + Migrations.SCRIPTS.size());
  }

  private Migrations with(String script) {
    return new Migrations(dialect, Stream.concat(Migrations.SCRIPTS.stream(), Stream.of(script)).toList());
  }

  private List<String> history() {
    return session.list("SELECT script FROM schema_history ORDER BY version", Row::text);
  }
}

package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.store.DatabaseLocation.PostgresDatabase;

class DatabaseLocationTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://h/db, jdbc:postgresql://h/db, ,",
    "postgres://ada@h:5433/db, jdbc:postgresql://h:5433/db, ada,",
    "postgresql://ada:p%40ss+w@[::1]:5433/db?sslmode=require, jdbc:postgresql://[::1]:5433/db?sslmode=require, ada, p@ss+w",
  })
  void reads_what_libpq_reads(String uri, String jdbc, String user, String password) {
    assertThat(DatabaseLocation.postgres(uri))
        .isEqualTo(new PostgresDatabase(jdbc, Optional.ofNullable(user), Optional.ofNullable(password)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://", "postgresql://h", "postgresql:///", "postgresql://u:sesame@h/d b"})
  void refuses_what_names_no_database_and_does_not_repeat_the_password(String uri) {
    assertThatThrownBy(() -> DatabaseLocation.postgres(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("sesame");
  }

  @Test
  void a_path_is_no_postgresql_database() {
    assertThat(DatabaseLocation.isPostgres("/opt/slapos/proxy.db")).isFalse();
    assertThat(DatabaseLocation.isPostgres("postgresql.db")).isFalse();
  }
}

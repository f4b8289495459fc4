package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {
  @TempDir Path folder;

  @Test
  void a_new_database_and_its_companions_are_the_owners_alone() throws IOException {
    try (var store = Store.openSqlite(folder.resolve("m.db"), InstantSource.system());
        var files = Files.list(folder)) {
      assertThat(store.events(1)).isEmpty();
      assertThat(files.filter(file -> !file.toString().endsWith(".lock")))
          .hasSizeGreaterThan(1)
          .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void the_mode_of_an_existing_database_is_kept() throws IOException {
    Path database = folder.resolve("m.db");
    Store.openSqlite(database, InstantSource.system()).close();
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r-----"));
    Store.openSqlite(database, InstantSource.system()).close();
    assertThat(mode(database)).isEqualTo("rw-r-----");
  }

  @Test
  void a_folder_that_is_missing_is_named() {
    assertThatThrownBy(() -> Store.openSqlite(folder.resolve("gone/m.db"), InstantSource.system()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("gone");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

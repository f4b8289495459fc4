package org.slapos.master.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.domain.Register;
import org.slapos.master.store.DatabaseLocation;
import org.slapos.master.store.Store;

/** A take-over that is killed at any moment leaves all of the old database or all of the new one. */
class KilledTakeOverTest {
  private static final int INSTANCES = 4_000;
  private static final int KILLS = Boolean.getBoolean("slapos.long") ? 60 : 6;

  @TempDir Path folder;

  /** Runs in the child. */
  public static void main(String[] arguments) {
    Store.open(new DatabaseLocation.SqliteFile(Path.of(arguments[0])), InstantSource.system(), Optional.of("COMP-0")).close();
  }

  @Test
  void nothing_is_lost() throws Exception {
    var original = folder.resolve("original.db");
    ReferenceFixture.write(14, original);
    ReferenceFixture.execute(original, """
        WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 100 + %d - 1)
        INSERT INTO partition14 (reference, slap_state, software_release, software_type, partition_reference, timestamp)
        SELECT 'slappart' || i, 'busy', 'http://sr.example/many.cfg', 'default', 'many-' || i, 5.0 FROM n
        """.formatted(INSTANCES));
    Set<String> found = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      var database = folder.resolve("killed-" + kill + ".db");
      Files.copy(original, database);
      // The last one of the usual six dies well behind the start of its transaction.
      killAfterBackup(database, TimeUnit.MILLISECONDS.toNanos(35L * (kill % 6)));
      found.add(tables(database));
      try (var store = Store.open(new DatabaseLocation.SqliteFile(database), InstantSource.system(), Optional.of("COMP-0"))) {
        var titles = store.read(Register::roots).stream().flatMap(root -> root.title().stream()).toList();
        assertThat(titles).hasSize(INSTANCES + 5).doesNotHaveDuplicates().contains("root", "elsewhere", "many-4099");
      }
    }
    assertThat(found).isSubsetOf("old", "new");
  }

  private static void killAfterBackup(Path database, long nanos) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                KilledTakeOverTest.class.getName(), database.toString())
            .redirectErrorStream(true)
            .start();
    var log = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = log.readLine(); line != null && !line.contains("Copied the database"); line = log.readLine()) {
      assertThat(line).doesNotContain("Exception");
    }
    LockSupport.parkNanos(nanos);
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Which tables the file holds, once SQLite has undone what was not committed. */
  private static String tables(Path database) throws Exception {
    try (var connection = org.sqlite.JDBC.createConnection("jdbc:sqlite:" + database, new java.util.Properties());
        var statement = connection.createStatement();
        var names = statement.executeQuery(
            "SELECT group_concat(name) FROM sqlite_master WHERE name IN ('partition14', 'computer_partition')")) {
      names.next();
      return names.getString(1).equals("partition14") ? "old" : names.getString(1).equals("computer_partition") ? "new" : "mixed";
    }
  }
}

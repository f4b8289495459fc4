package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Register;

/** Backups and restores that are killed at any moment leave all of the old or all of the new. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KilledBackupTest {
  private static final int PARTITIONS = 10_000;
  private static final int KILLS = Boolean.getBoolean("slapos.long") ? 60 : 4;

  @TempDir Path folder;

  /** Runs in the child, which tells when it begins. */
  public static void main(String[] arguments) throws Exception {
    var location = DatabaseLocation.isPostgres(arguments[1])
        ? DatabaseLocation.postgres(arguments[1]) : new DatabaseLocation.SqliteFile(Path.of(arguments[1]));
    var file = Path.of(arguments[2]);
    System.out.println("begin");
    if (arguments[0].equals("backup")) {
      new Backup(location).write(file, true, Instant.now());
    } else {
      new Restore(file).into(location, true, Instant.now());
    }
    System.out.println("end");
  }

  private static void fill(DatabaseLocation database, String computer) {
    Store.open(database, InstantSource.system()).close();
    var dialect = switch (database) {
      case DatabaseLocation.SqliteFile(var file) -> new SqliteDialect(file);
      case DatabaseLocation.PostgresDatabase postgres -> new PostgresDialect(postgres);
    };
    try (var session = dialect.openWriter()) {
      session.run("INSERT INTO computer (reference, position) VALUES (?, 1)", computer);
      session.run("""
          WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1)
          INSERT INTO computer_partition (computer, reference, position) SELECT '%s', 'slappart' || i, i FROM n
          """.formatted(PARTITIONS, computer));
    }
  }

  /** The one computer whose partitions it holds; all of them. */
  private static String content(DatabaseLocation database) {
    try (var store = Store.open(database, InstantSource.system())) {
      var computers = store.read(Register::computers).stream().map(Computer::reference).toList();
      assertThat(computers).hasSize(1);
      int partitions = store.read(register -> register.partitions(computers.getFirst()).size());
      assertThat(partitions).isEqualTo(PARTITIONS);
      return computers.getFirst();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_restore_leaves_all_of_the_old_or_all_of_the_new(TestDatabase kind) throws Exception {
    var other = new DatabaseLocation.SqliteFile(folder.resolve("other.db"));
    var backup = folder.resolve("backup.db");
    fill(other, "NEW");
    new Backup(other).write(backup, false, Instant.now());
    var database = kind.make(folder);
    fill(database, "OLD");
    long duration = run("restore", database, backup, Long.MAX_VALUE);
    assertThat(content(database)).isEqualTo("NEW");
    Set<String> found = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      var fresh = kind == TestDatabase.SQLITE
          ? kind.make(Files.createDirectory(folder.resolve("killed-" + kill))) : kind.make(folder);
      fill(fresh, "OLD");
      run("restore", fresh, backup, duration * (kill + 1) / KILLS);
      found.add(content(fresh));
      // Nothing that was left behind is in the way of another try.
      new Restore(backup).into(fresh, true, Instant.now());
      assertThat(content(fresh)).isEqualTo("NEW");
    }
    assertThat(found).isSubsetOf("OLD", "NEW");
  }

  @Test
  void a_backup_leaves_all_of_the_old_or_all_of_the_new() throws Exception {
    var old = new DatabaseLocation.SqliteFile(folder.resolve("old.db"));
    var present = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(old, "OLD");
    fill(present, "NEW");
    var backup = folder.resolve("backup.db");
    long duration = run("backup", present, backup, Long.MAX_VALUE);
    for (int kill = 0; kill < KILLS; kill++) {
      new Backup(old).write(backup, true, Instant.now());
      run("backup", present, backup, duration * (kill + 1) / KILLS);
      var computers = Snapshot.read(backup).computers().stream().map(Computer::reference).toList();
      assertThat(computers).hasSize(1).isSubsetOf("OLD", "NEW");
      assertThat(Snapshot.read(backup).partitions()).hasSize(PARTITIONS);
      SqliteBackup.check(backup);
    }
  }

  /** Kills it so many nanoseconds after it began; how long it ran. */
  private static long run(String what, DatabaseLocation database, Path file, long nanos) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                KilledBackupTest.class.getName(), what, uri(database), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("begin");
      long begin = System.nanoTime();
      if (nanos == Long.MAX_VALUE) {
        assertThat(out.readLine()).isEqualTo("end");
      } else {
        LockSupport.parkNanos(nanos);
      }
      process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
      return System.nanoTime() - begin;
    }
  }

  private static String uri(DatabaseLocation database) {
    return switch (database) {
      case DatabaseLocation.SqliteFile(var file) -> file.toString();
      case DatabaseLocation.PostgresDatabase postgres -> PostgresServer.uri(postgres);
    };
  }
}

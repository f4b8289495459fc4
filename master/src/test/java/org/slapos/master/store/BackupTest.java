package org.slapos.master.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Register;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Backups of databases that are in use, and what is restored from them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BackupTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("backup.db");
  }

  private static void fill(DatabaseLocation database, String title) {
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"))) {
      var node = new NodeClient(master.url());
      node.format("COMP-0", 5);
      node.supply("COMP-0", NodeClient.RELEASE);
      node.request(title);
      node.request("é 😀 " + title);
      var shared = NodeClient.requestForm("shared-" + title);
      shared.put("shared_xml", Marshal.write(new Value.Bool(true)));
      assertThat(node.post("/requestComputerPartition", shared).status()).isEqualTo(200);
      node.post("/softwareInstanceError", java.util.Map.of(
          "computer_id", "COMP-0", "computer_partition_id", "slappart0", "error_log", "x".repeat(5000)));
    }
  }

  private static List<String> titles(DatabaseLocation database) {
    try (var store = Store.open(database, InstantSource.system())) {
      return titles(store);
    }
  }

  private static List<String> titles(Store store) {
    return store.read(Register::roots).stream().map(root -> root.title().orElseThrow()).toList();
  }

  @ParameterizedTest
  @CsvSource({"SQLITE, SQLITE", "SQLITE, POSTGRESQL", "POSTGRESQL, SQLITE", "POSTGRESQL, POSTGRESQL"})
  void a_backup_of_either_database_restores_into_either(TestDatabase from, TestDatabase to) throws Exception {
    var source = from.make(Files.createDirectory(folder.resolve("from")));
    var target = to.make(Files.createDirectory(folder.resolve("to")));
    fill(source, "one");
    var report = new Backup(source).write(file, false, NOW);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(report.schema()).isEqualTo(Migrations.SCRIPTS.size());
    assertThat(report.bytes()).isEqualTo(Files.size(file));
    assertThat(report.counts())
        .containsEntry("computer", 1L).containsEntry("computer_partition", 5L).containsEntry("instance", 2L)
        .containsEntry("shared_instance", 1L).containsEntry("installation", 1L);
    assertThat(Snapshot.read(file)).isEqualTo(Snapshot.read(source));

    var restored = new Restore(file).into(target, false, NOW);
    assertThat(restored.counts()).isEqualTo(report.counts());
    assertThat(restored.kept()).isEmpty();
    assertThat(Snapshot.read(target)).isEqualTo(Snapshot.read(source));
    try (var master = Master.start(MasterSettings.local(target, 0, "COMP-0"))) {
      assertThat(new NodeClient(master.url()).request("another").status()).isEqualTo(200);
    }
    assertThat(titles(target)).containsExactly("one", "é 😀 one", "another");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void what_was_there_before_is_replaced_only_when_that_is_wanted_and_kept_then(TestDatabase kind) throws Exception {
    var database = kind.make(folder);
    fill(database, "old");
    new Backup(database).write(file, false, NOW);
    fill(database, "new");
    var before = Snapshot.read(database);
    var restore = new Restore(file);
    assertThatThrownBy(() -> restore.into(database, false, NOW))
        .isInstanceOf(StoreException.class).hasMessageContaining("give --force to replace it");
    assertThat(Snapshot.read(database)).isEqualTo(before);
    var kept = restore.into(database, true, NOW).kept().orElseThrow();
    assertThat(titles(database)).containsExactly("old", "é 😀 old");
    assertThat(Snapshot.read(keptDatabase(database, kept))).isEqualTo(before);
    try (var names = Files.list(folder)) {
      assertThat(names.map(name -> name.getFileName().toString())).noneMatch(name -> name.contains(".restoring"));
    }
  }

  private static DatabaseLocation keptDatabase(DatabaseLocation database, String kept) {
    return switch (database) {
      case DatabaseLocation.SqliteFile _ -> new DatabaseLocation.SqliteFile(Path.of(kept));
      case DatabaseLocation.PostgresDatabase(var url, var user, var password) ->
          new DatabaseLocation.PostgresDatabase(url + "?currentSchema=" + kept, user, password);
    };
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void nothing_is_restored_while_a_master_serves_the_database(TestDatabase kind) {
    var database = kind.make(folder);
    fill(database, "one");
    new Backup(database).write(file, false, NOW);
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"))) {
      assertThatThrownBy(() -> new Restore(file).into(database, true, NOW))
          .isInstanceOf(StoreException.class).hasMessageContaining("is in use by a");
      assertThat(new NodeClient(master.url()).request("two").status()).isEqualTo(200);
    }
    assertThat(titles(database)).containsExactly("one", "é 😀 one", "two");
  }

  @Test
  void no_master_starts_on_postgresql_while_it_is_restored() {
    var database = PostgresServer.newDatabase();
    try (var _ = new PostgresDialect(database).openAlone()) {
      assertThatThrownBy(() -> Store.open(database, InstantSource.system()))
          .isInstanceOf(StoreException.class).hasMessageContaining("is just being restored");
    }
    Store.open(database, InstantSource.system()).close();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_backup_under_write_load_holds_one_moment_and_all_that_was_answered_before(TestDatabase kind) throws Exception {
    int writers = 4;
    var database = kind.make(folder);
    var acknowledged = IntStream.range(0, writers).mapToObj(i -> new AtomicInteger(-1)).toList();
    var enough = new AtomicBoolean();
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      new NodeClient(master.url()).format("COMP-0", 4_000);
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < writers; i++) {
        int writer = i;
        running.add(threads.submit(() -> request(master, writer, acknowledged.get(writer), enough)));
      }
      try {
        for (int round = 0; round < 5; round++) {
          await(acknowledged, 10 * (round + 1));
          var before = acknowledged.stream().mapToInt(AtomicInteger::get).toArray();
          new Backup(database).write(file, true, NOW);
          check(before);
        }
      } finally {
        enough.set(true);
      }
      for (var each : running) {
        each.get();
      }
    }
  }

  private static void request(Master master, int writer, AtomicInteger acknowledged, AtomicBoolean enough) {
    var node = new NodeClient(master.url());
    for (int number = 0; !enough.get() && number < 900; number++) {
      assertThat(node.request(writer + "-" + number).status()).isEqualTo(200);
      acknowledged.set(number);
    }
  }

  private static void await(List<AtomicInteger> acknowledged, int least) throws InterruptedException {
    while (acknowledged.stream().anyMatch(number -> number.get() < least)) {
      Thread.sleep(1);
    }
  }

  /** Each writer requests in order: of one moment there is no gap. */
  private void check(int[] before) {
    var backup = Snapshot.read(file);
    var titles = backup.partitions().stream()
        .flatMap(partition -> partition.instance().stream()).map(Instance::title).map(title -> title.orElseThrow()).toList();
    for (int writer = 0; writer < before.length; writer++) {
      var prefix = writer + "-";
      var numbers = titles.stream().filter(title -> title.startsWith(prefix))
          .map(title -> Integer.parseInt(title.substring(prefix.length()))).sorted().toList();
      assertThat(numbers).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
      assertThat(numbers.size()).isGreaterThan(before[writer]);
    }
    try (var session = SqliteDialect.openReadOnly(file)) {
      assertThat(session.first("SELECT COUNT(*) FROM computer_partition WHERE busy = 1", Row::number))
          .contains((long) titles.size());
    }
  }

  @Test
  void a_file_of_that_name_is_kept_unless_it_shall_be_replaced() throws Exception {
    var database = TestDatabase.SQLITE.make(folder);
    fill(database, "one");
    Files.writeString(file, "mine");
    var backup = new Backup(database);
    assertThatThrownBy(() -> backup.write(file, false, NOW))
        .isInstanceOf(StoreException.class).hasMessageContaining("--force");
    assertThat(file).hasContent("mine");
    backup.write(file, true, NOW);
    assertThat(Snapshot.read(file)).isEqualTo(Snapshot.read(database));
  }

  @Test
  void the_database_itself_is_never_written_over() throws Exception {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(database, "one");
    var link = Files.createSymbolicLink(folder.resolve("link"), database.file());
    for (var target : List.of(database.file(), link, folder.resolve("proxy.db-wal"), folder.resolve("./proxy.db.lock"))) {
      assertThatThrownBy(() -> new Backup(database).write(target, true, NOW))
          .isInstanceOf(StoreException.class).hasMessageContaining("that is the database itself");
    }
    assertThat(titles(database)).hasSize(2);
  }

  @Test
  void what_cannot_be_backed_up_or_restored_is_told_and_leaves_nothing_behind() throws Exception {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    assertThatThrownBy(() -> new Backup(database).write(file, false, NOW)).hasMessageContaining("There is no database");
    fill(database, "one");
    assertThatThrownBy(() -> new Backup(database).write(folder.resolve("missing/backup.db"), false, NOW))
        .isInstanceOf(StoreException.class).hasMessageContaining("does not exist");
    assertThatThrownBy(() -> new Backup(database).write(folder, true, NOW)).hasMessageContaining("it is a folder");
    assertThatThrownBy(() -> new Restore(file).into(database, true, NOW)).hasMessageContaining("There is no backup");
    new Backup(database).write(file, false, NOW);
    assertThatThrownBy(() -> new Backup(PostgresServer.newDatabase()).write(folder.resolve("b"), false, NOW))
        .hasMessageContaining("holds nothing of a Master");
    var bytes = Files.readAllBytes(file);
    var damaged = folder.resolve("damaged.db");
    for (int position : new int[] {0, 4096, 8192, text(bytes)}) {
      var broken = bytes.clone();
      java.util.Arrays.fill(broken, position, position + 900, (byte) 0x5a);
      Files.write(damaged, broken);
      assertThatThrownBy(() -> new Restore(damaged).into(database, true, NOW)).isInstanceOf(StoreException.class);
    }
    Files.write(damaged, java.util.Arrays.copyOf(bytes, bytes.length / 3));
    assertThatThrownBy(() -> new Restore(damaged).into(database, true, NOW)).isInstanceOf(StoreException.class);
    assertThat(titles(database)).containsExactly("one", "é 😀 one");
    try (var names = Files.list(folder)) {
      assertThat(names.map(name -> name.getFileName().toString()).sorted())
          .containsExactly("backup.db", "damaged.db", "proxy.db", "proxy.db.lock");
    }
  }

  /** Where a long log lies: damage there hurts no structure. */
  private static int text(byte[] bytes) {
    int position = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("x".repeat(1000));
    assertThat(position).isPositive();
    return position;
  }

  @Test
  void a_backup_of_a_newer_program_is_refused() {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(database, "one");
    new Backup(database).write(file, false, NOW);
    try (var session = new SqliteDialect(file).openPlain()) {
      BackupSeal.remove(session);
      session.run("INSERT INTO schema_history (version, script, applied_at) VALUES (999, 'x', 'x')");
    }
    assertThatThrownBy(() -> new Restore(file).into(database, true, NOW)).hasMessageContaining("use a newer program");
  }

  @Test
  void a_backup_can_be_served_as_it_is_and_be_backed_up_in_turn() {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(database, "one");
    new Backup(database).write(file, false, NOW);
    var served = new DatabaseLocation.SqliteFile(file);
    fill(served, "two");
    new Restore(file).into(database, true, NOW);
    new Backup(served).write(folder.resolve("again.db"), false, NOW);
    assertThat(Snapshot.read(folder.resolve("again.db"))).isEqualTo(Snapshot.read(served)).isEqualTo(Snapshot.read(database));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_backup_of_an_older_program_is_brought_up_to_date(TestDatabase kind) {
    try (var session = new SqliteDialect(file).openPlain()) {
      new Migrations(new SqliteDialect(file), Migrations.SCRIPTS.subList(0, 1)).run(session, NOW);
      session.run("INSERT INTO computer (reference, position) VALUES ('COMP-7', 1)");
    }
    var database = kind.make(folder);
    assertThat(new Restore(file).into(database, false, NOW).schema()).isEqualTo(1);
    try (var store = Store.open(database, InstantSource.system())) {
      assertThat(store.read(Register::computers)).extracting(computer -> computer.reference()).containsExactly("COMP-7");
    }
  }

  @Test
  void a_damaged_database_is_replaced_and_kept_as_it_is() throws Exception {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(database, "one");
    new Backup(database).write(file, false, NOW);
    Files.writeString(database.file(), "this was a database");
    Files.writeString(folder.resolve("proxy.db-wal"), "and this its journal");
    var kept = Path.of(new Restore(file).into(database, true, NOW).kept().orElseThrow());
    assertThat(titles(database)).containsExactly("one", "é 😀 one");
    assertThat(kept).hasContent("this was a database");
    assertThat(kept.resolveSibling(kept.getFileName() + "-wal")).hasContent("and this its journal");
  }

  @Test
  void what_a_killed_master_left_in_its_journal_is_kept() throws Exception {
    var database = new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    fill(database, "one");
    new Backup(database).write(file, false, NOW);
    try (var process = org.slapos.master.MasterProcess.start(database.file())) {
      assertThat(new NodeClient(process.url()).request("late").status()).isEqualTo(200);
    }
    assertThat(folder.resolve("proxy.db-wal")).exists();
    var kept = Path.of(new Restore(file).into(database, true, NOW).kept().orElseThrow());
    assertThat(titles(database)).containsExactly("one", "é 😀 one");
    assertThat(titles(new DatabaseLocation.SqliteFile(kept))).containsExactly("one", "é 😀 one", "late");
  }
}

package org.slapos.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.tio.TioWriter;

/** The reference's own database and the files that it made of it. */
class RecordedDataTest {
  private static final Moment SECOND_PASS = new Moment(Instant.parse("2026-11-23T00:17:20Z"));

  @TempDir Path folder;
  private CollectorDatabase database;

  @BeforeEach
  void anEmptyDatabase() {
    database = CollectorDatabase.open(folder.resolve("collector.db"));
  }

  @AfterEach
  void closed() {
    database.close();
  }

  @Test
  void the_schema_is_the_recorded_one() throws Exception {
    database.close();
    load(folder.resolve("recorded.db"));
    assertThat(schema(folder.resolve("collector.db"))).isEqualTo(schema(folder.resolve("recorded.db")));
    database = CollectorDatabase.open(folder.resolve("collector.db"));
  }

  @Test
  void the_series_of_the_day_are_as_recorded() throws Exception {
    openRecorded();
    SystemSeries.write(database, SECOND_PASS.date(), folder);
    for (String value : List.of("cpu_percent", "loadavg", "memory_used", "memory_free", "net_in_bytes", "net_in_errors",
        "net_in_dropped", "net_out_bytes", "net_out_errors", "net_out_dropped",
        "disk_memory_used__dev_vda", "disk_memory_free__dev_vda")) {
      String name = "system_" + value + ".csv";
      assertThat(Files.readString(folder.resolve(name))).as(name).isEqualTo(recorded("data-log/" + name));
    }
  }

  @Test
  void the_files_for_the_monitoring_of_a_partition_are_as_recorded() throws Exception {
    openRecorded();
    Path proc = folder.resolve("proc");
    for (String pid : List.of("2883", "2884")) {
      Files.createDirectories(proc.resolve(pid));
      Files.writeString(proc.resolve(pid + "/cmdline"), "sleep\000300\000");
      Files.writeString(proc.resolve(pid + "/comm"), "sleep\n");
    }
    Path monitor = Files.createDirectories(folder.resolve("slappart0/.slapgrid/monitor"));
    new MonitorFiles(database, SECOND_PASS, Clock.fixed(SECOND_PASS.instant(), ZoneOffset.UTC), proc)
        .write(List.of(new CollectSettings.PartitionUser("slapuser0", folder.resolve("slappart0"))));
    for (String name : List.of("monitor_resource.status.json", "monitor_process_resource.status.json",
        "monitor_resource_process.data.json", "monitor_resource_memory.data.json", "monitor_resource_io.data.json")) {
      assertThat(local(Files.readString(monitor.resolve(name)))).as(name).isEqualTo(local(recorded(name)));
    }
  }

  @Test
  void the_dump_of_a_finished_day_is_as_recorded() throws Exception {
    loadDay();
    var dumps = new DayDumps(folder, Programs.ofThisMachine());
    dumps.write(database, SECOND_PASS.date());
    dumps.compress();
    assertThat(folder.resolve("2026-11-22")).doesNotExist();
    Programs.Result unpacked = Programs.ofThisMachine()
        .run(List.of("tar", "-xzf", folder.resolve("2026-11-22.tar.gz").toString(), "-C", folder.toString()), _ -> {});
    assertThat(unpacked.status()).as(unpacked.errors()).isZero();
    for (Table table : Table.values()) {
      String name = "dump_" + table.sqlName() + ".csv";
      assertThat(Files.readString(folder.resolve("2026-11-22").resolve(name))).as(name).isEqualTo(recorded("day/" + name));
    }
    assertThat(database.unreportedDays(SECOND_PASS.date())).isEmpty();
  }

  @Test
  void the_journal_of_a_day_is_as_recorded() throws Exception {
    loadDay();
    database.insert(Table.HEATING, List.of(List.of("m", "s", 1.0, 2.0, 3.0, 100.0, "2026-11-20", "00:00:00")));
    assertThat(TioWriter.write(DayJournal.of(settings(), database, "2026-11-22"))).isEqualTo(recorded("consumption.xml"));
  }

  @Test
  void a_day_without_data_gets_the_recorded_journal() throws IOException {
    assertThat(TioWriter.write(DayJournal.of(settings(), database, "2026-11-22"))).isEqualTo(recorded("consumption-no-data.xml"));
  }

  private CollectSettings settings() {
    var users = List.of("slapuser0", "slapuser1", "slapuser2").stream()
        .map(user -> new CollectSettings.PartitionUser(user, folder.resolve(user)))
        .toList();
    return new CollectSettings(folder, "COMP-1", 15, users, true, folder, Duration.ofDays(1));
  }

  private void openRecorded() throws Exception {
    database.close();
    Files.delete(folder.resolve("collector.db"));
    load(folder.resolve("collector.db"));
    database = CollectorDatabase.open(folder.resolve("collector.db"));
  }

  private static void load(Path file) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
      for (String line : recorded("collector.dump.sql").split(";\n")) {
        if (!line.isBlank() && !line.startsWith("BEGIN") && !line.startsWith("COMMIT")) {
          statement.executeUpdate(line);
        }
      }
    }
  }

  private void loadDay() throws IOException {
    for (Table table : Table.values()) {
      for (String line : recorded("day/dump_" + table.sqlName() + ".csv").lines().toList()) {
        var values = new ArrayList<Object>(List.of(line.split(",", -1)));
        values.removeLast();
        database.insert(table, List.of(values));
      }
    }
  }

  private static List<String> schema(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement();
        var rows = statement.executeQuery("""
            SELECT m.type || ' ' || m.name || ' ' || ifnull(c.cid || c.name || ' ' || c.type || ' ' || c."notnull" || ' '
              || ifnull(c.dflt_value, ''), '') || ifnull(i.name, '')
            FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c ON m.type = 'table'
              LEFT JOIN pragma_index_info(m.name) i ON m.type = 'index'
            ORDER BY 1""")) {
      var schema = new ArrayList<String>();
      while (rows.next()) {
        schema.add(rows.getString(1));
      }
      return schema;
    }
  }

  /** Without the time at which a series was begun, and the zone of the recording machine. */
  private static String local(String json) {
    return json.replaceAll("\\{\"date\": [\\d.]+, \"data\"", "{\"data\"").replaceAll("\"date\": \"2026-11-23 \\d\\d:16:09\"", "\"date\"");
  }

  private static String recorded(String name) throws IOException {
    try (var in = RecordedDataTest.class.getResourceAsStream("recorded/" + name)) {
      return new String(in.readAllBytes());
    }
  }
}

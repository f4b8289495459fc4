package org.slapos.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {
  private static final Path PROC = Path.of("/proc");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:30Z");

  @TempDir Path root;
  private boolean diskUsage = true;

  @Test
  void a_pass_measures_this_machine_and_the_processes_of_its_users() throws Exception {
    pass(NOON);
    assertThat(rows("SELECT cpu_num_core > 0, memory_size > 0 FROM computer")).containsExactly("1 1");
    assertThat(rows("SELECT loadavg >= 0, cpu_percent BETWEEN 0 AND 100, memory_used > 0 FROM system")).containsExactly("1 1 1");
    long pid = ProcessHandle.current().pid();
    assertThat(rows("SELECT memory_rss > 1000000, cpu_time > 0, cpu_num_threads > 3, date, time FROM user WHERE pid = " + pid))
        .containsExactly("1 1 1 2026-11-24 12:00:30");
    assertThat(rows("SELECT count(*) > 0 FROM disk WHERE mountpoint = '/' AND used > 0")).containsExactly("1");
    assertThat(root.resolve("var/consumption-report/2026-11-23.xml")).exists();
    assertThat(root.resolve("var/xml_report/COMP-1/2026-11-22.xml")).exists();
  }

  @Test
  void the_minute_of_a_partition_is_told_in_the_next_minute_with_what_still_runs() throws Exception {
    Files.createDirectories(root.resolve("slappart0/.slapgrid"));
    pass(NOON);
    pass(NOON.plusSeconds(60));
    Path monitor = root.resolve("slappart0/.slapgrid/monitor");
    assertThat(monitor.resolve("monitor_resource.status.json")).content().contains("\"date\": \"2026-11-24 12:00:00\"");
    assertThat(monitor.resolve("monitor_process_resource.status.json")).content()
        .contains("\"pid\": " + ProcessHandle.current().pid() + ".0", "\"name\": \"java\"", "\"user\": \"" + user() + "\"");
    pass(NOON.plusSeconds(120));
    assertThat(monitor.resolve("monitor_resource_memory.data.json")).content()
        .contains(",\"2026-11-24 12:00:00, ", ",\"2026-11-24 12:01:00, ").endsWith("\"]}");
  }

  @Test
  void a_series_that_was_cut_off_is_begun_anew() throws IOException {
    Path file = root.resolve("series.json");
    MonitorSeries.append(file, "date, a", 1.5, List.of("x, 1"));
    Files.writeString(file, "{\"date\": 1.5, \"data\": [\"date, a\",\"x");
    MonitorSeries.append(file, "date, a", 2.5, List.of("y, 2"));
    assertThat(file).hasContent("{\"date\": 2.5, \"data\": [\"date, a\",\"y, 2\"]}");
  }

  @Test
  void the_days_series_grow_by_a_line_in_each_pass_and_are_made_again_when_they_are_not_whole() throws Exception {
    for (int minute = 0; minute < 3; minute++) {
      pass(NOON.plusSeconds(60L * minute));
    }
    Path series = root.resolve("var/data-log/system_memory_used.csv");
    assertThat(Files.readString(series))
        .matches("time,entry\r\n2026-11-24 12:01:30,[\\d.]+\r\n2026-11-24 12:02:30,[\\d.]+\r\n");
    Path disk;
    try (var files = Files.newDirectoryStream(series.resolveSibling(""), "system_disk_memory_used_*.csv")) {
      disk = files.iterator().next();
    }
    assertThat(Files.readAllLines(disk)).hasSize(1 + 3);
    String kept = Files.readString(series).replaceFirst("(?<=12:01:30,)[\\d.]+", "kept");
    Files.writeString(series, kept);
    pass(NOON.plusSeconds(180));
    assertThat(Files.readString(series)).startsWith(kept).hasSizeGreaterThan(kept.length());
    Files.writeString(series, kept.substring(0, kept.length() - 3));
    pass(NOON.plusSeconds(240));
    assertThat(Files.readAllLines(series)).hasSize(1 + 4).noneMatch(line -> line.contains("kept"));
    assertThat(Files.readAllLines(disk)).hasSize(1 + 5);
    pass(NOON.plus(Duration.ofDays(1)));
    assertThat(series).hasContent("time,entry");
  }

  @Test
  void a_link_in_a_partition_does_not_lead_root_elsewhere() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createDirectories(root.resolve("slappart0/.slapgrid"));
    Files.createSymbolicLink(root.resolve("slappart0/.slapgrid/monitor"), elsewhere);
    pass(NOON);
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void a_folder_is_measured_once_in_a_cycle_and_a_small_one_not_noted() throws Exception {
    Path partition = Files.createDirectories(root.resolve("slappart0"));
    pass(NOON);
    assertThat(rows("SELECT count(*) FROM folder")).containsExactly("0");
    Files.write(partition.resolve("big"), new byte[3 << 20]);
    pass(NOON.plusSeconds(60));
    pass(NOON.plusSeconds(120));
    assertThat(rows("SELECT time, disk_used BETWEEN 3072 AND 3300 FROM folder")).containsExactly("12:01:30 1");
    pass(NOON.plus(Duration.ofHours(25)));
    assertThat(rows("SELECT count(*) FROM folder")).containsExactly("2");
  }

  @Test
  void a_folder_on_another_disk_counts_too() throws Exception {
    Path disk = Files.createDirectory(root.resolve("disk"));
    Files.write(disk.resolve("big"), new byte[2 << 20]);
    Files.createSymbolicLink(Files.createDirectories(root.resolve("slappart0/DATA")).resolve("0"), disk);
    pass(NOON);
    assertThat(rows("SELECT disk_used > 2000 FROM folder")).containsExactly("1");
  }

  @Test
  void without_disk_usage_no_folder_is_looked_at() throws Exception {
    Files.write(Files.createDirectories(root.resolve("slappart0")).resolve("big"), new byte[2 << 20]);
    diskUsage = false;
    pass(NOON);
    assertThat(rows("SELECT count(*) FROM folder")).containsExactly("0");
  }

  @Test
  void days_beyond_the_cache_leave_the_database_once_they_are_dumped() throws Exception {
    pass(NOON);
    pass(NOON.plus(Duration.ofDays(1)));
    assertThat(root.resolve("var/data-log/2026-11-24.tar.gz")).exists();
    assertThat(rows("SELECT DISTINCT date FROM system ORDER BY date")).containsExactly("2026-11-24", "2026-11-25");
    pass(NOON.plus(Duration.ofDays(20)));
    assertThat(rows("SELECT DISTINCT date FROM system ORDER BY date")).containsExactly("2026-12-14");
    assertThat(root.resolve("var/data-log/2026-11-25.tar.gz")).exists();
  }

  /** We run no such test, but a database may hold those of before. */
  @Test
  void the_last_heating_test_of_before_is_told_in_the_journals_and_never_deleted() throws Exception {
    pass(NOON);
    assertThat(root.resolve("var/consumption-report/2026-11-23.xml")).content().contains("<quantity>-1</quantity>");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("var/data-log/collector.db"));
        var statement = connection.createStatement()) {
      statement.executeUpdate("""
          INSERT INTO heating VALUES
          ('nuc_i7', 'sensor', 30.0, 50.0, 60.0, 0.0, '2026-10-01', '00:00:00', 1),
          ('nuc_i7', 'sensor', 30.0, 50.0, 60.0, 100.0, '2026-10-02', '00:00:00', 1)""");
    }
    pass(NOON.plus(Duration.ofDays(1)));
    assertThat(root.resolve("var/consumption-report/2026-11-24.xml")).content()
        .contains("<title>Zero Emission Ratio</title>", "<quantity>100.0</quantity>");
    assertThat(rows("SELECT count(*) FROM heating")).containsExactly("2");
  }

  @Test
  void usage_counts_from_the_pass_before() throws IOException {
    String boot = new ProcFiles(PROC).bootId();
    Sample now = new ProcFiles(PROC).sample(Map.of());
    var process = new ProcessSample(user(), 7, 0, 500, 500, 1, 4096, 0, 0);
    var before = new PreviousSample(boot, now.uptime() - 1000, new CpuTicks(1000, 600), Map.of(process.key(), 250L));
    before.keep(root);
    PreviousSample read = PreviousSample.read(root, boot, now.uptime()).orElseThrow();
    assertThat(read).isEqualTo(before);
    assertThat(read.percentOf(process, now.uptime())).isEqualTo(25.0);
    assertThat(new CpuTicks(2000, 1100).busySince(read.cpu())).isEqualTo(50.0);
    assertThat(PreviousSample.read(root, "another start", now.uptime())).isEmpty();
    Files.writeString(root.resolve(".previous-sample"), "cut o");
    assertThat(PreviousSample.read(root, boot, now.uptime())).isEmpty();
  }

  @Test
  void a_database_that_is_none_is_named() throws IOException {
    Path file = Files.createDirectories(root.resolve("var/data-log")).resolve("collector.db");
    Files.writeString(file, "this is no database, but it is long enough to be looked at as one: ".repeat(20));
    assertThatThrownBy(() -> pass(NOON)).isInstanceOf(CollectException.class).hasMessageContaining(file.toString());
  }

  private void pass(Instant now) {
    var settings = new CollectSettings(
        root,
        "COMP-1",
        15,
        List.of(new CollectSettings.PartitionUser(user(), root.resolve("slappart0"))),
        diskUsage,
        root.resolve("var/run"),
        Duration.ofDays(1));
    new Collector(settings, Clock.fixed(now, ZoneOffset.UTC)).run();
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private List<String> rows(String query) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("var/data-log/collector.db"));
        var statement = connection.createStatement(); var result = statement.executeQuery(query)) {
      var rows = new ArrayList<String>();
      while (result.next()) {
        var row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i > 1 ? " " : "").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }
}

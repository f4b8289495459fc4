package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;

/** What happens to a machine beside its services: it is started, it is measured. */
class MachineLifeTest {
  @TempDir
  private Path folder;

  private Master master;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    master = master(0);
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 2);
  }

  private Master master(int port) {
    return Master.start(MasterSettings.local(folder.resolve("master.db"), port, TestNode.COMPUTER));
  }

  @AfterEach
  void stop() {
    node.close();
    master.close();
  }

  @Test
  void a_machine_that_was_started_formats_bangs_and_has_all_partitions_processed_again() throws IOException {
    Path timestamp = Files.createDirectories(node.instanceRoot().resolve("slappart1")).resolve(".timestamp");
    Files.writeString(timestamp, "1");

    CommandRun boot = node.slapos("node", "boot").ended(0);

    assertThat(boot.err()).containsSubsequence(
        "[BOOT] Invoking slapos node format...", "[BOOT] Invoking slapos node bang...", "Removing " + timestamp);
    assertThat(boot.out()).contains("Bang with message 'Reboot'");
    assertThat(timestamp).doesNotExist();
    assertThat(node.slapos("proxy", "show", "-u", folder.resolve("master.db").toString()).ended(0).out())
        .contains("COMP-0  127.0.0.1 255.0.0.0");
  }

  @Test
  void a_machine_that_starts_before_its_master_waits_and_says_for_what() throws Exception {
    URI url = master.url();
    master.close();
    var boot = CompletableFuture.supplyAsync(() -> node.slapos("node", "boot"));
    TimeUnit.SECONDS.sleep(3);
    assertThat(boot).isNotDone();
    master = master(url.getPort());

    CommandRun ended = boot.get(2, TimeUnit.MINUTES).ended(0);

    assertThat(ended.err()).containsSubsequence(
        "[BOOT] Fail to post format information, try again when connection to master is up...",
        "[BOOT] Invoking slapos node format...", "[BOOT] Invoking slapos node bang...");
    assertThat(ended.out()).contains("Bang with message 'Reboot'");
  }

  @Test
  void a_node_without_root_is_measured_with_the_names_that_format_gives() throws Exception {
    node.slapos("node", "format", "--now").ended(0);
    CommandRun collect = node.slapos("node", "collect").ended(0);
    assertThat(collect.err()).doesNotContain("ERROR");

    var tables = new ArrayList<String>();
    try (var database = DriverManager.getConnection(
            "jdbc:sqlite:" + node.instanceRoot().resolve("var/data-log/collector.db"));
        var rows = database.createStatement().executeQuery("SELECT memory_used, cpu_percent FROM system")) {
      while (rows.next()) {
        tables.add(rows.getLong(1) > 0 ? "measured" : "nothing");
      }
    }
    assertThat(tables).isEqualTo(List.of("measured"));
  }
}

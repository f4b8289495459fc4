package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.slap.wire.Value;

/** Nothing that one partition does, or that the Master says of one, keeps the others from being served. */
class IsolationTest {
  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  /** With good partitions before, between and after the bad ones. */
  private void limits(int parallelism) {
    node.settings(node.settings().with(new GridSettings.Limits(
        86400, Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(2)), 0, 0, parallelism)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void what_happens_in_one_partition_stays_there(int parallelism) throws Exception {
    limits(parallelism);
    var bad = new LinkedHashMap<String, String>();
    bad.put("fails", "exit 3");
    bad.put("hangs", "sleep 3600");
    bad.put("floods", "head -c 30000000 /dev/zero | tr '\\0' x; exit 3");
    bad.put("babbles", "head -c 100000 /dev/urandom; exit 3");
    bad.put("huge-state", "mkdir -p etc/promise .slapgrid/promise/result; ln -sf /bin/true etc/promise/p;"
        + " truncate -s 3G .slapgrid/promise/result/p.status.json");
    bad.put("huge-request", "truncate -s 3G .slapos-request-transaction-slappart11");
    bad.put("no-shell", "mkdir -p etc/service; echo garbage > etc/service/s; chmod 700 etc/service/s; exit 3");
    bad.put("folder-for-file", "mkdir -p etc/service .slapgrid-slappart15-error.log/x; exit 3");
    var script = new StringBuilder("case ${PWD##*/} in\n");
    int number = 0;
    for (Map.Entry<String, String> one : bad.entrySet()) {
      script.append("slappart%d) %s;;\n".formatted(2 * number + 1, one.getValue()));
      number++;
    }
    node.release(script + "esac", "mkdir -p etc/promise; printf '#!/bin/sh\\necho kept\\n' > etc/promise/check",
        "chmod 700 etc/promise/check");
    int all = 2 * bad.size() + 1;
    for (int i = 0; i < all; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "started", "1");
    }

    PassResult result = node.grid().instance();

    assertThat(result.exitCode()).isEqualTo(1);
    for (int i = 0; i < all; i++) {
      String id = "slappart" + i;
      boolean isBad = i % 2 == 1;
      assertThat(result.summary().stream().anyMatch(line -> line.startsWith("  " + id + "[")))
          .as("%s: %s", id, result.summary()).isEqualTo(isBad);
      assertThat(master.told().contains("startedComputerPartition " + id)).as(id).isEqualTo(!isBad || i == 11);
    }
    assertThat(result.summary()).filteredOn(line -> line.contains("slappart9[") || line.contains("slappart11["))
        .hasSize(2).allMatch(line -> line.contains("more than the 16777216 that are read; remove it"));
    assertThat(node.root().resolve("pid")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void what_the_master_says_of_one_partition_concerns_no_other(int parallelism) {
    limits(parallelism);
    node.release("true");
    for (int i = 0; i < 7; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "started", "1");
    }
    master.instance("slappart1", URL, "", "1");
    master.instance("slappart2", URL, "started", "1", Map.of(),
        Value.Dict.builder().put("_requested_state", Value.ofInt(7)).build());
    master.instance("slappart3", URL, "started", "1", Map.of(),
        Value.Dict.builder().put("_parameter_dict", "no dictionary").build());
    master.instance("slappart4", URL, "started", "1", Map.of(),
        Value.Dict.builder().put("_software_release_document", Value.ofInt(1)).build());
    master.instance("../slappart6", URL, "started", "1");

    PassResult result = node.grid().instance();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(master.told()).contains(
        "startedComputerPartition slappart0", "startedComputerPartition slappart5", "startedComputerPartition slappart6");
    assertThat(result.summary()).anyMatch(line -> line.contains("slappart1["))
        .anyMatch(line -> line.contains("The Master's description of partition slappart2 is malformed"))
        .anyMatch(line -> line.contains("'../slappart6', which is no folder name"))
        .noneMatch(line -> line.startsWith("  slappart0[") || line.startsWith("  slappart5["));
    assertThat(node.root().resolve("slappart6")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void pipes_in_the_place_of_the_agent_s_files_hold_nobody_up(int parallelism) throws Exception {
    limits(parallelism);
    node.release("mkdir -p etc/promise; printf '#!/bin/sh\\necho kept\\n' > etc/promise/check; chmod 700 etc/promise/check");
    for (int i = 0; i < 2; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "started", "1");
    }
    Path folder = node.partition("slappart0");
    for (String name : List.of(
        ".slapgrid/log/instance.log", ".slapgrid/promise/log/check.log", ".slapgrid/promise/cache/check",
        ".slapgrid/promise/result/check.status.json", ".timestamp", ".slapos-retention-lock-delay", "buildout.cfg",
        ".slapos-request-transaction-slappart0", ".slapgrid-slappart0-error.log")) {
      pipe(folder.resolve(name));
    }

    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));

    assertThat(folder.resolve(".slapgrid/log/instance.log")).isRegularFile();
    assertThat(folder.resolve(".slapgrid/promise/log/check.log")).isRegularFile();
    assertThat(master.told()).containsExactlyInAnyOrder(
        "startedComputerPartition slappart0", "startedComputerPartition slappart1");
  }

  private static void pipe(Path path) throws IOException, InterruptedException {
    Files.createDirectories(path.getParent());
    assertThat(new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void a_report_that_is_too_large_blocks_only_its_partition() throws Exception {
    for (int i = 0; i < 2; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "destroyed", "1");
    }
    Path large = node.partition("slappart0").resolve("var/xml_report/large");
    Files.createDirectories(large.getParent());
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(3L << 30);
    }

    node.grid().report();

    assertThat(node.partition("slappart1")).isEmptyDirectory();
    assertThat(master.told()).contains("destroyedComputerPartition slappart1")
        .doesNotContain("destroyedComputerPartition slappart0");
    assertThat(node.log().lines()).anyMatch(line -> line.contains(large + " has 3221225472 bytes"));
  }

  /** With partitions that work before and after a bad one. */
  private Path badBetweenTwo() {
    node.release("true");
    for (int i = 0; i < 3; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "started", "1");
    }
    assertThat(node.grid().instance().exitCode()).isZero();
    master.forget();
    return node.partition("slappart1");
  }

  @Test
  void after_a_restart_of_the_machine_odd_things_in_a_timestamp_s_place_keep_no_other_from_being_processed() throws Exception {
    Path bad = badBetweenTwo();
    Files.delete(bad.resolve(".timestamp"));
    Files.createDirectories(bad.resolve(".timestamp/inner"));
    Files.writeString(node.instances().resolve("var/slapgrid-boot"), "another start");

    PassResult result = node.grid().instance();

    assertThat(result.summary()).noneMatch(line -> line.contains("slappart0[") || line.contains("slappart2["));
    assertThat(master.told()).contains("startedComputerPartition slappart0", "startedComputerPartition slappart2");
  }

  @Test
  void a_mark_of_the_machine_s_start_that_cannot_be_written_keeps_nothing_from_being_processed() throws Exception {
    badBetweenTwo();
    Path mark = node.instances().resolve("var/slapgrid-boot");
    Files.delete(mark);
    Files.createDirectories(mark.resolve("in the way"));
    master.instance("slappart2", URL, "started", "2");

    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));

    assertThat(master.told()).contains("startedComputerPartition slappart2");
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("ERROR Cannot note in " + mark));
  }

  @Test
  void a_timestamp_that_is_no_text_counts_as_none() throws Exception {
    Path bad = badBetweenTwo();
    Files.write(bad.resolve(".timestamp"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));

    assertThat(bad.resolve(".timestamp")).hasContent("1");
  }

  @Test
  void a_period_that_is_no_number_or_far_too_long_is_removed_and_fails_nobody() throws Exception {
    badBetweenTwo();
    Path period = SoftwareFolder.of(node.software(), URL).path().resolve("periodicity");
    Files.write(period, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));
    assertThat(period).doesNotExist();

    try (var file = new RandomAccessFile(period.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));
    assertThat(period).doesNotExist();
  }

  @Test
  void without_a_master_a_state_that_cannot_be_read_keeps_no_other_s_services_from_being_started() throws Exception {
    node.release("mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web");
    for (int i = 0; i < 3; i++) {
      node.partition("slappart" + i);
      master.instance("slappart" + i, URL, "started", "1");
    }
    assertThat(node.grid().instance().exitCode()).isZero();
    node.shutDownSupervisord();
    Files.write(node.partition("slappart0").resolve(".requested_state"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Path large = node.partition("slappart1").resolve(".requested_state");
    try (var file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    master.failing("getFullComputerInformation", 500);

    assertThat(node.grid().instance().exitCode()).isEqualTo(3);

    Eventually.isTrue(() -> node.processes().equals(List.of(
        "slappart0:web-on-watch RUNNING", "slappart1:web-on-watch RUNNING", "slappart2:web-on-watch RUNNING")));
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("ERROR Cannot follow " + large + ": "));
  }

  @Test
  void names_that_supervisord_or_the_agent_take_for_something_else_fail_alone() throws Exception {
    node.release("mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web");
    List<String> bad = List.of("a%b", "a,b", "a b", "a\nb", "etc", "var");
    for (String id : bad) {
      master.instance(id, URL, "started", "1");
      if (!List.of("etc", "var").contains(id)) {
        node.partition(id);
      }
    }
    node.partition("slappart0");
    master.instance("slappart0", URL, "started", "1");

    PassResult result = node.grid().instance();

    assertThat(result.summary()).as("%s", node.log().lines())
        .filteredOn(line -> line.endsWith("which is no folder name")).hasSize(bad.size());
    assertThat(master.told()).contains("startedComputerPartition slappart0");
    assertThat(node.instances().resolve("etc/.slapgrid")).doesNotExist();
  }

  @Test
  void of_a_very_long_output_the_master_is_told_the_end_and_where_the_rest_is() {
    node.partition("slappart0");
    node.release("i=0; while [ $i -lt 300 ]; do head -c 20000 /dev/zero | tr '\\0' x; echo of a long build; i=$((i+1)); done",
        "echo the end; exit 3");
    master.instance("slappart0", URL, "started", "1");

    assertThat(node.grid().instance().exitCode()).isEqualTo(1);

    String report = master.calls("softwareInstanceError").getFirst().error();
    assertThat(report).startsWith("Failed to run buildout profile in directory '%s':\n(what comes before this is in %s)"
            .formatted(node.partition("slappart0"), node.partition("slappart0").resolve(".slapgrid/log/instance.log")))
        .endsWith("xof a long build\nthe end\n");
    assertThat(report.length()).isBetween(1_000_000, 1_100_000);
  }
}

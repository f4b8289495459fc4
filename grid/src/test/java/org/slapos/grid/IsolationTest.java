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
}

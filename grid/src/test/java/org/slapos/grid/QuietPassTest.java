package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.read;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.fakes.FakeMaster;

/** Passes with nothing to do: they rely on what the last one found, as long as it is still so. */
class QuietPassTest {
  private static final String RESULT = ".slapgrid/promise/result/check.status.json";
  private static final String CACHE = ".slapgrid/promise/cache/check";
  private static final String SKIPPED = "INFO 1 promises didn't need to be checked.";

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final Path folder = node.partition("slappart0");
  private final Path memory = node.instances().resolve("var/slapgrid-memory");

  /** One promise, which tells how often it ran, and two passes since: the files are old enough to be relied on. */
  @BeforeEach
  void begin() {
    node.release("mkdir -p etc/promise", "[ -e etc/promise/check ] || {",
        "printf '#!/bin/sh\\necho run >> runs\\n' > etc/promise/check; chmod 700 etc/promise/check; }", "echo once >> deployed");
    master.instance("slappart0", URL, "started", "7");
    assertThat(pass()).isZero();
    node.later(Duration.ofSeconds(10));
    assertThat(pass()).isZero(); // for an anomaly: it has not been run for one
    node.later(Duration.ofSeconds(10));
    quiet();
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private int pass() {
    node.log().clear();
    return node.grid().instance().exitCode();
  }

  private void quiet() {
    String runs = read(folder.resolve("runs"));
    assertThat(pass()).isZero();
    assertThat(node.log().lines()).contains(SKIPPED);
    assertThat(read(folder.resolve("runs"))).isEqualTo(runs);
  }

  private int runs() {
    return read(folder.resolve("runs")).lines().toList().size();
  }

  /** Another text of the same length, without a sign that anything was written. */
  private static void changeUnseen(Path file) throws IOException {
    var before = Files.getLastModifiedTime(file);
    Files.writeString(file, "x".repeat((int) Files.size(file)));
    Files.setLastModifiedTime(file, before);
  }

  @Test
  void what_has_not_changed_is_not_read_again() throws Exception {
    changeUnseen(folder.resolve(".timestamp"));
    changeUnseen(folder.resolve(RESULT));
    changeUnseen(folder.resolve(CACHE));

    quiet();

    assertThat(read(folder.resolve("deployed"))).isEqualTo("once\n");
  }

  @Test
  void its_file_is_for_the_agent_only_and_is_left_alone_while_nothing_changes() throws Exception {
    var written = Files.getLastModifiedTime(memory);

    quiet();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(memory))).isEqualTo("rw-------");
    assertThat(Files.getLastModifiedTime(memory)).isEqualTo(written);
  }

  @Test
  void a_result_that_another_agent_wrote_counts() throws Exception {
    Path result = folder.resolve(RESULT);
    Files.writeString(result, read(result).replace("\"failed\": false", "\"failed\": true"));

    pass();

    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("ERROR"));
  }

  @Test
  void a_record_that_another_agent_wrote_counts() throws Exception {
    int before = runs();
    Files.writeString(folder.resolve(CACHE), "garbage");

    pass();

    assertThat(runs()).isEqualTo(before + 1);
  }

  @Test
  void a_promise_that_is_added_runs() {
    script(folder.resolve("etc/promise/other"), "echo run >> other-runs");

    assertThat(pass()).isZero();

    assertThat(node.log().lines()).contains(SKIPPED);
    assertThat(read(folder.resolve("other-runs"))).isEqualTo("run\n");
  }

  @Test
  void a_plugin_that_is_added_runs() {
    write(folder.resolve("etc/plugin/other.py"), "garbage\n", "rw-r--r--");

    pass();

    assertThat(node.log().lines()).contains("INFO Checking promise other.py...", SKIPPED);
  }

  @Test
  void a_promise_that_is_removed_is_not_counted() throws Exception {
    Files.delete(folder.resolve("etc/promise/check"));

    assertThat(pass()).isZero();

    assertThat(node.log().lines()).doesNotContain(SKIPPED);
  }

  @Test
  void a_promise_that_cannot_be_run_any_more_is_told_at_every_pass() throws Exception {
    Files.setPosixFilePermissions(folder.resolve("etc/promise/check"), PosixFilePermissions.fromString("rw-r--r--"));

    for (int i = 0; i < 3; i++) {
      assertThat(pass()).isZero();
      assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING Bad promise file at"));
      node.later(Duration.ofSeconds(10));
    }
  }

  @Test
  void a_promise_that_is_due_runs() {
    int before = runs();
    node.later(Duration.ofMinutes(2));

    assertThat(pass()).isZero();

    assertThat(runs()).isEqualTo(before + 1);
  }

  @Test
  void another_timestamp_here_or_there_deploys_again() throws Exception {
    Files.writeString(folder.resolve(".timestamp"), "6");
    pass();
    assertThat(read(folder.resolve("deployed"))).isEqualTo("once\n".repeat(2));

    master.instance("slappart0", URL, "started", "8");
    pass();
    assertThat(read(folder.resolve("deployed"))).isEqualTo("once\n".repeat(3));
  }

  @Test
  void what_was_written_just_now_is_read_again() throws Exception {
    Path result = folder.resolve(RESULT);
    Files.writeString(result, read(result) + "\n");
    Files.writeString(result, read(result).strip());
    Files.setLastModifiedTime(result, FileTime.from(node.clock().instant()));
    quiet();

    changeUnseen(result);
    pass();

    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING Bad promise JSON result"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19, 40, 60})
  void a_torn_memory_costs_a_look_and_nothing_else(int length) throws Exception {
    byte[] whole = Files.readAllBytes(memory);
    Files.write(memory, Arrays.copyOf(whole, length));

    quiet();

    assertThat(Files.readAllBytes(memory)).isEqualTo(whole);
  }

  @Test
  void a_link_in_its_place_is_replaced_and_not_followed() throws Exception {
    Path other = node.root().resolve("other");
    Files.copy(memory, other);
    Files.delete(memory);
    Files.createSymbolicLink(memory, other);
    changeUnseen(folder.resolve(CACHE));
    int before = runs();

    pass();

    assertThat(runs()).isEqualTo(before + 1);
    assertThat(memory).isRegularFile();
    assertThat(Files.isSymbolicLink(memory)).isFalse();
  }
}

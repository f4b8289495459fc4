package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.RecordingLog;
import org.slapos.slap.ConnectionException;

class WatchdogTest {
  @TempDir Path root;
  private final List<String> bangs = new ArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private Path partition;

  @BeforeEach
  void makePartition() throws Exception {
    partition = Files.createDirectory(root.resolve("slappart0"));
  }

  private static String event(String name, String group, String process) {
    String payload = "processname:%s groupname:%s from_state:RUNNING expected:0 pid:2766".formatted(process, group);
    return "ver:3.0 server:supervisor serial:21 pool:watchdog poolserial:10 eventname:%s len:%d\n%s"
        .formatted(name, payload.length(), payload);
  }

  private String serve(Watchdog.Bang bang, String... events) throws Exception {
    var answers = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(String.join("", events).getBytes(UTF_8));
    new Watchdog(root, bang, input, answers, log).run();
    return answers.toString(UTF_8);
  }

  private String serve(String... events) throws Exception {
    return serve((group, message) -> bangs.add(group + ": " + message), events);
  }

  @Test
  void bangs_when_a_watched_service_exits_or_is_given_up() throws Exception {
    for (String state : List.of("PROCESS_STATE_EXITED", "PROCESS_STATE_FATAL")) {
      Files.deleteIfExists(partition.resolve(".slapos_latest_bang_timestamp"));
      String answers = serve(event(state, "slappart0", "httpd-on-watch"));
      assertThat(answers).isEqualTo("READY\nRESULT 2\nOKREADY\n");
    }
    assertThat(bangs).containsExactly(
        "slappart0: httpd-on-watch process in partition slappart0 encountered a problem",
        "slappart0: httpd-on-watch process in partition slappart0 encountered a problem");
  }

  @Test
  void ignores_other_processes_and_other_events() throws Exception {
    serve(
        event("PROCESS_STATE_EXITED", "slappart0", "once"),
        event("PROCESS_STATE_STOPPED", "slappart0", "httpd-on-watch"),
        event("PROCESS_STATE_EXITED", "../slappart0", "httpd-on-watch"));
    assertThat(bangs).isEmpty();
  }

  @Test
  void bangs_once_per_deployment_with_fractional_timestamps() throws Exception {
    Files.writeString(partition.resolve(".timestamp"), "1795395642.2674682");
    String exited = event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch");

    serve(exited, exited);
    assertThat(bangs).hasSize(1);
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).content().isEqualTo("1795395642.2674682");

    Files.writeString(partition.resolve(".timestamp"), "1795395642.3");
    serve(exited);
    assertThat(bangs).hasSize(2);
  }

  @Test
  void an_undeployed_partition_is_banged_once() throws Exception {
    String exited = event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch");
    serve(exited, exited);
    assertThat(bangs).hasSize(1);
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).content().isEqualTo("0");
  }

  @Test
  void an_unreachable_master_neither_ends_the_watchdog_nor_counts_as_banged() throws Exception {
    String answers = serve((_, _) -> {
      throw new ConnectionException("refused");
    }, event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));

    assertThat(answers).isEqualTo("READY\nRESULT 2\nOKREADY\n");
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).doesNotExist();
    assertThat(log.lines()).singleElement().asString().contains("refused");
  }
}

package org.slapos.master.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.master.api.changes.WaitingCall;
import org.slapos.master.store.PostgresServer;
import org.slapos.master.store.TestDatabase;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What those who run a Master see of it. */
@Timeout(120)
class OperationsTest {
  @TempDir Path folder;
  private Path accessLog;
  private Master master;

  @BeforeEach
  void start() {
    accessLog = folder.resolve("access.log");
    master = start(Duration.ZERO, Set.of());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private Master start(Duration delay, Set<String> readers) {
    return Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0")
        .with(new OperationsSettings(Optional.of(accessLog), delay, readers)));
  }

  @Test
  void a_running_master_lives_and_is_ready() {
    for (var path : List.of("/health/live", "/health/ready")) {
      var answer = RawHttp.get(master.url(), path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    }
    assertThat(RawHttp.get(master.url(), "/health/other").status()).isEqualTo(404);
    assertThat(RawHttp.post(master.url(), "/health/ready", Map.of()).status()).isEqualTo(405);
  }

  @Test
  void it_is_not_ready_while_the_database_does_not_answer() {
    stop();
    var database = PostgresServer.newDatabase();
    master = Master.start(MasterSettings.local(database, 0, "COMP-0"));
    assertThat(RawHttp.get(master.url(), "/health/ready").status()).isEqualTo(200);
    PostgresServer.answer(database, false);
    var answer = RawHttp.get(master.url(), "/health/ready");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("the database does not answer\n");
    assertThat(RawHttp.get(master.url(), "/health/live").status()).isEqualTo(200);
    assertThat(RawHttp.get(master.url(), "/metrics").body())
        .contains("slapos_master_commits_total").doesNotContain("slapos_master_database_bytes");
    PostgresServer.answer(database, true);
    assertThat(RawHttp.get(master.url(), "/health/ready").status()).isEqualTo(200);
  }

  @Test
  void it_is_not_ready_but_lives_while_it_stops_and_still_answers() throws Exception {
    stop();
    master = start(Duration.ofSeconds(4), Set.of());
    var waiting = WaitingCall.start(master.url(), "/changes?computer_id=COMP-0&timeout=300&since="
        + RawHttp.get(master.url(), "/changes?computer_id=COMP-0").body().replaceAll(".*\"cursor\": \"(.*?)\".*", "$1"));
    var stopped = CompletableFuture.runAsync(master::close);
    while (RawHttp.get(master.url(), "/health/ready").status() == 200) {
      Thread.onSpinWait();
    }
    assertThat(RawHttp.get(master.url(), "/health/ready").body()).isEqualTo("stopping\n");
    assertThat(RawHttp.get(master.url(), "/health/live").status()).isEqualTo(200);
    assertThat(RawHttp.get(master.url(), "/getRunId").status()).isEqualTo(200);
    assertThat(waiting).isNotDone();
    stopped.get(60, TimeUnit.SECONDS);
    assertThat(waiting.get(60, TimeUnit.SECONDS).body()).contains("\"changed\": false");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void the_metrics_tell_what_happened(TestDatabase database) {
    stop();
    master = Master.start(MasterSettings.local(database.make(folder), 0, "COMP-0"));
    var node = new NodeClient(master.url());
    node.format("COMP-0", 2);
    node.request("one");
    node.information("COMP-0");
    RawHttp.get(master.url(), "/getFullComputerInformation?computer_id=COMP-9");
    RawHttp.get(master.url(), "/made-up/by/a/client");
    var answer = RawHttp.get(master.url(), "/metrics");
    assertThat(answer.headers()).containsEntry("content-type", "text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body())
        .contains(
            "slapos_master_requests_total{call=\"/getFullComputerInformation\",status=\"200\"} 1\n",
            "slapos_master_requests_total{call=\"/getFullComputerInformation\",status=\"404\"} 1\n",
            "slapos_master_requests_total{call=\"/requestComputerPartition\",status=\"200\"} 1\n",
            "slapos_master_requests_total{call=\"other\",status=\"404\"} 1\n",
            "slapos_master_request_duration_seconds_bucket{call=\"/requestComputerPartition\",le=\"+Inf\"} 1\n",
            "slapos_master_waiting_for_changes 0\n", "slapos_master_writes_queued 0\n",
            "slapos_master_body_bytes 0\n", "jvm_memory_max_bytes{area=\"heap\"} ")
        .doesNotContain("made-up", "COMP-");
    assertThat(value(answer.body(), "slapos_master_connections")).isPositive();
    assertThat(value(answer.body(), "slapos_master_commits_total")).isGreaterThanOrEqualTo(2);
    assertThat(value(answer.body(), "slapos_master_database_bytes")).isGreaterThan(10_000);
    assertThat(value(answer.body(), "slapos_master_last_commit_timestamp_seconds")).isGreaterThan(1.7e9);
    assertThat(value(answer.body(), "process_resident_memory_bytes")).isGreaterThan(1e7);
    assertThat(value(answer.body(), "process_threads")).isGreaterThan(5);
    assertThat(value(answer.body(), "process_open_fds")).isGreaterThan(5);
  }

  @Test
  void the_metrics_follow_those_who_wait() throws Exception {
    var cursor = RawHttp.get(master.url(), "/changes?computer_id=COMP-0").body().replaceAll(".*\"cursor\": \"(.*?)\".*", "$1");
    var waiting = WaitingCall.start(master.url(), "/changes?computer_id=COMP-0&timeout=300&since=" + cursor);
    while (value(RawHttp.get(master.url(), "/metrics").body(), "slapos_master_waiting_for_changes") != 1) {
      Thread.sleep(5);
    }
    new NodeClient(master.url()).format("COMP-0", 1);
    waiting.get(60, TimeUnit.SECONDS);
    while (value(RawHttp.get(master.url(), "/metrics").body(), "slapos_master_waiting_for_changes") != 0) {
      Thread.sleep(5);
    }
  }

  private static double value(String metrics, String name) {
    return metrics.lines().filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Host"})
  void whoever_asks_through_a_proxy_gets_no_metrics(String header) {
    var answer = RawHttp.send(master.url(), "GET", "/metrics", Map.of(header, "x"), "");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("metrics_readers").doesNotContain("slapos_master_requests_total");
  }

  @Test
  void an_instance_that_publishes_the_masters_address_does_not_get_its_metrics_through_the_relay() {
    var node = new NodeClient(master.url());
    node.format("COMP-0", 1);
    node.request("one");
    node.post("/setComputerPartitionConnectionXml", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", "slappart0", "connection_xml",
        Marshal.write(Value.Dict.ofTexts(Map.of("url", master.url().toString())))));
    var relayed = "/http_proxy/http/" + master.url().getAuthority();
    assertThat(RawHttp.get(master.url(), relayed + "/getRunId").status()).isEqualTo(200);
    var answer = RawHttp.get(master.url(), relayed + "/metrics");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("slapos_master_requests_total");
  }

  @Test
  void addresses_that_the_administrator_names_may_read_the_metrics_and_others_may_not() {
    var readers = new MetricsReaders(Set.of("192.0.2.7"));
    assertThat(readers.mayRead(from("192.0.2.7"))).isTrue();
    assertThat(readers.mayRead(from("127.0.0.1"))).isTrue();
    assertThat(readers.mayRead(from("[0:0:0:0:0:0:0:1]"))).isTrue();
    assertThat(readers.mayRead(from("192.0.2.8"))).isFalse();
  }

  private static org.slapos.master.http.Request from(String address) {
    return new org.slapos.master.http.Request("GET", "/metrics", "/metrics", "", Map.of(), new byte[0], address, "");
  }

  @Test
  void the_access_log_has_a_line_of_json_for_each_request_and_no_secret() throws Exception {
    var node = new NodeClient(master.url());
    node.format("COMP-0", 1);
    RawHttp.send(master.url(), "GET", "/getFullComputerInformation?computer_id=COMP-0&token=sesame&sesame", Map.of(
        "Authorization", "X-SlapPartition computer_id=COMP-0,computer_partition_id=slappart0",
        "X-Forwarded-For", "192.0.2.1"), "");
    RawHttp.send(master.url(), "GET", "/http_proxy/http/x.example/sesame", Map.of("Authorization", "Basic sesame"), "");
    stop();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accessLog))).isEqualTo("rw-------");
    var lines = Files.readAllLines(accessLog, StandardCharsets.UTF_8);
    assertThat(lines).hasSize(3).noneMatch(line -> line.contains("sesame"));
    var format = (Value.Dict) JsonText.read(lines.getFirst());
    assertThat(format.text("call")).contains("/loadComputerConfigurationFromXML");
    assertThat(format.text("method")).contains("POST");
    assertThat(number(format, "status")).isEqualTo(200);
    assertThat(number(format, "received")).isGreaterThan(100);
    assertThat(number(format, "duration_us")).isPositive();
    var information = (Value.Dict) JsonText.read(lines.get(1));
    assertThat(information.text("peer")).contains("127.0.0.1");
    assertThat(information.text("forwarded_for")).contains("192.0.2.1");
    assertThat(information.text("account")).contains("COMP-0/slappart0");
    assertThat(information.text("query")).contains("computer_id=COMP-0&token=…&=…");
    assertThat(number(information, "sent")).isGreaterThan(100);
    var relayed = (Value.Dict) JsonText.read(lines.get(2));
    assertThat(relayed.text("call")).contains("/http_proxy/");
    assertThat(number(relayed, "status")).isEqualTo(403);
    assertThat(relayed.text("account")).isEmpty();
  }

  private static long number(Value.Dict line, String name) {
    return ((Value.Int) line.get(name).orElseThrow()).value().longValue();
  }

  @Test
  void what_the_server_refuses_by_itself_is_in_the_access_log_too() throws Exception {
    try (var socket = new Socket(master.url().getHost(), master.url().getPort())) {
      socket.getOutputStream().write("GET /getRunId HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
    stop();
    assertThat(Files.readString(accessLog)).contains("\"status\": 400");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_access_log_that_is_moved_or_removed_begins_anew(boolean moved) throws Exception {
    RawHttp.get(master.url(), "/getRunId?first=1");
    awaitLines(accessLog, 1);
    var old = folder.resolve("access.log.1");
    if (moved) {
      Files.move(accessLog, old);
    } else {
      Files.delete(accessLog);
    }
    RawHttp.get(master.url(), "/health/live?second=1");
    stop();
    assertThat(Files.readAllLines(accessLog)).hasSize(1).first().asString().contains("/health/live");
    if (moved) {
      assertThat(Files.readAllLines(old)).hasSize(1).first().asString().contains("/getRunId");
    }
  }

  private static void awaitLines(Path file, int count) throws Exception {
    while (Files.readAllLines(file).size() < count) {
      Thread.sleep(5);
    }
  }

  @Test
  void an_access_log_that_cannot_be_written_is_told_at_the_start_and_leaves_the_database_free() {
    stop();
    accessLog = folder.resolve("missing/access.log");
    assertThatThrownBy(() -> start(Duration.ZERO, Set.of()))
        .isInstanceOf(AccessLog.AccessLogException.class)
        .hasMessageContaining("access log: " + accessLog + " does not exist");
    accessLog = folder.resolve("access.log");
    start();
  }
}

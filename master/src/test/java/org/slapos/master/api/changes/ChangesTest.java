package org.slapos.master.api.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.master.http.Request;
import org.slapos.master.store.Store;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Waiting for changes over HTTP. */
class ChangesTest {
  private static final String COMPUTER = "computer_id=COMP-0";
  private static final String INSTANCE = "instance=COMP-0-slappart0";

  @TempDir Path folder;
  private Master master;
  private NodeClient node;

  @BeforeEach
  void start() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    node = new NodeClient(master.url());
    node.format("COMP-0", 3);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void without_a_cursor_it_answers_at_once() {
    var first = changes(COMPUTER);
    assertThat(first.changed()).isTrue();
    assertThat(changes(COMPUTER)).isEqualTo(first);
    assertThat(changes(COMPUTER + "&timeout=0&since=" + first.cursor())).isEqualTo(new Change(first.cursor(), false));
  }

  @Test
  void what_changed_meanwhile_is_answered_at_once() {
    var before = changes(COMPUTER);
    node.supply("COMP-0", "http://sr.example/a.cfg");
    var after = changes(COMPUTER + "&timeout=300&since=" + before.cursor());
    assertThat(after.changed()).isTrue();
    assertThat(after.cursor()).isNotEqualTo(before.cursor());
  }

  @ParameterizedTest
  @CsvSource({"supply", "request", "format"})
  void a_waiting_node_is_woken_by(String change) throws Exception {
    var before = changes(COMPUTER);
    var waiting = later(COMPUTER + "&timeout=300&since=" + before.cursor());
    var answer = switch (change) {
      case "supply" -> node.supply("COMP-0", "http://sr.example/a.cfg");
      case "request" -> node.request("one");
      default -> node.format("COMP-0", 4);
    };
    assertThat(answer.status()).isEqualTo(200);
    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(changes(COMPUTER));
  }

  @ParameterizedTest
  @CsvSource({
    "/softwareInstanceBang, true", "/destroyedComputerPartition, true", "/startedComputerPartition, true",
  })
  void calls_of_nodes_change_their_computer_where_it_reads_otherwise_afterwards(String call, boolean changes) {
    node.request("one");
    var before = changes(COMPUTER);
    node.post(call, Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart0", "message", "m"));
    assertThat(changes(COMPUTER + "&timeout=0&since=" + before.cursor()).changed()).isEqualTo(changes);
  }

  @Test
  void a_report_that_is_repeated_changes_nothing() {
    node.request("one");
    var place = Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart0");
    node.post("/startedComputerPartition", place);
    var before = changes(COMPUTER);
    node.post("/startedComputerPartition", place);
    assertThat(changes(COMPUTER + "&timeout=0&since=" + before.cursor()).changed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"publish", "report", "stop", "destroyed"})
  void a_client_that_waits_for_its_instance_is_woken_by(String change) throws Exception {
    node.request("one");
    var before = changes(INSTANCE);
    var waiting = later(INSTANCE + "&timeout=300&since=" + before.cursor());
    Map<String, String> place = Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart0");
    switch (change) {
      case "publish" -> node.post("/setComputerPartitionConnectionXml", with(place, "connection_xml", Marshal.write(
          Value.Dict.ofTexts(Map.of("url", "http://x/")))));
      case "report" -> node.post("/startedComputerPartition", place);
      case "stop" -> {
        var form = NodeClient.requestForm("one");
        form.put("state", Marshal.write(new Value.Text("stopped")));
        node.post("/requestComputerPartition", form);
      }
      default -> node.post("/destroyedComputerPartition", place);
    }
    assertThat(waiting.get(60, TimeUnit.SECONDS).changed()).isTrue();
  }

  @Test
  void others_changes_wake_nobody() throws Exception {
    node.request("one");
    node.request("two");
    var before = changes(INSTANCE);
    var waiting = later(INSTANCE + "&timeout=1&since=" + before.cursor());
    node.post("/startedComputerPartition", Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart1"));
    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(new Change(before.cursor(), false));
  }

  @Test
  void a_request_that_changes_nothing_wakes_nobody() {
    node.request("one");
    var before = changes(COMPUTER);
    node.request("one");
    assertThat(changes(COMPUTER + "&timeout=0&since=" + before.cursor()).changed()).isFalse();
  }

  @Test
  void a_shared_instance_is_waited_for_under_computer_and_reference() {
    node.request("host");
    var form = NodeClient.requestForm("guest");
    form.put("shared_xml", Marshal.write(new Value.Bool(true)));
    assertThat(node.post("/requestComputerPartition", form).status()).isEqualTo(200);
    var before = changes("instance=COMP-0-_guest");
    node.post("/setComputerPartitionConnectionXml", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", "slappart0", "slave_reference", "_guest",
        "connection_xml", Marshal.write(Value.Dict.ofTexts(Map.of("url", "http://x/")))));
    assertThat(changes("instance=COMP-0-_guest&timeout=0&since=" + before.cursor()).changed()).isTrue();
  }

  @Test
  void cursors_survive_a_restart_and_are_worth_nothing_elsewhere() throws Exception {
    var before = changes(COMPUTER);
    stop();
    Files.copy(folder.resolve("proxy.db"), folder.resolve("backup.db"));
    startAgain();
    assertThat(changes(COMPUTER + "&timeout=0&since=" + before.cursor()).changed()).isFalse();
    node.supply("COMP-0", "http://sr.example/a.cfg");
    var later = changes(COMPUTER);
    stop();
    Files.move(folder.resolve("backup.db"), folder.resolve("proxy.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    startAgain();
    node.supply("COMP-0", "http://sr.example/b.cfg");
    assertThat(changes(COMPUTER + "&timeout=300&since=" + later.cursor()).changed()).isTrue();
  }

  @Test
  void one_thread_is_enough_for_many_who_wait() throws Exception {
    int many = 400;
    node.request("one");
    var before = changes(COMPUTER);
    var waiting = new ArrayList<CompletableFuture<Change>>();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        waiting.add(CompletableFuture.supplyAsync(
            () -> changes(COMPUTER + "&timeout=300&since=" + before.cursor()), clients));
      }
      // More than the server has threads wait; it still answers.
      assertThat(node.request("two").status()).isEqualTo(200);
      for (var each : waiting) {
        assertThat(each.get(60, TimeUnit.SECONDS).changed()).isTrue();
      }
    }
  }

  @Test
  @SuppressWarnings("try") // Closing it is what the test is about.
  void a_master_that_stops_answers_those_who_wait() throws Exception {
    try (var store = Store.openSqlite(folder.resolve("other.db"), InstantSource.system());
        var api = new ChangesApi(store, "COMP-0")) {
      var first = api.answer(request(COMPUTER)).get(60, TimeUnit.SECONDS);
      var cursor = ((Value.Dict) JsonText.read(new String(first.body()))).text("cursor").orElseThrow();
      var waiting = api.answer(request(COMPUTER + "&timeout=300&since=" + cursor));
      assertThat(waiting).isNotDone();
      api.close();
      assertThat(new String(waiting.get(60, TimeUnit.SECONDS).body())).contains("\"changed\": false", cursor);
    }
  }

  private static Request request(String query) {
    return new Request("GET", "/changes", "/changes", query, Map.of(), new byte[0], "127.0.0.1", "localhost");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, computer_id", "computer_id=COMP-0&instance=x, 400, computer_id", "computer_id=COMP-9, 404, COMP-9",
    "instance=COMP-0-slappart1, 404, COMP-0-slappart1", "instance=x, 404, x", "instance=----, 404, ----",
    "computer_id=COMP-0&timeout=301, 400, timeout", "computer_id=COMP-0&timeout=-1, 400, timeout",
    "computer_id=COMP-0&timeout=soon, 400, timeout",
  })
  void refuses_in_json(String query, int status, String words) {
    var answer = RawHttp.get(master.url(), "/changes?" + query);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    assertThat(((Value.Dict) JsonText.read(answer.body())).text("error").orElseThrow()).contains(words);
  }

  @Test
  void only_get_waits() {
    assertThat(RawHttp.post(master.url(), "/changes", Map.of()).status()).isEqualTo(405);
    assertThat(RawHttp.send(master.url(), "OPTIONS", "/changes", Map.of(), "").headers()).containsEntry("allow", "OPTIONS, GET");
  }

  private void startAgain() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    node = new NodeClient(master.url());
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    var all = new java.util.HashMap<>(form);
    all.put(name, value);
    return all;
  }

  /** Asks in a thread of its own; the request was sent when this returns. */
  private CompletableFuture<Change> later(String query) {
    return WaitingCall.start(master.url(), "/changes?" + query).thenApply(ChangesTest::change);
  }

  private Change changes(String query) {
    return change(RawHttp.get(master.url(), "/changes?" + query));
  }

  private static Change change(RawHttp.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("cache-control", "no-store");
    var members = (Value.Dict) JsonText.read(answer.body());
    return new Change(members.text("cursor").orElseThrow(), members.get("changed").equals(java.util.Optional.of(new Value.Bool(true))));
  }
}

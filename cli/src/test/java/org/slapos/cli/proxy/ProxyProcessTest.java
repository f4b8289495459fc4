package org.slapos.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.ProgramRun;
import org.slapos.master.store.Snapshot;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** A Master as a process: looked at, told to stop, backed up and restored. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProxyProcessTest {
  private static final String CLOSE = "\r\nHost: x\r\nConnection: close\r\n";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Path configuration;
  private Path database;
  private Process process;
  private BufferedReader messages;
  private URI url;

  @BeforeEach
  void start() throws Exception {
    configuration = folder.resolve("slapos.cfg");
    database = folder.resolve("master.db");
    Files.writeString(configuration, """
        [slapos]
        computer_id = COMP-0
        [slapproxy]
        host = 127.0.0.1
        port = 0
        database_uri = %s
        shutdown_delay = 3
        """.formatted(database));
    startMaster();
  }

  private void startMaster() throws IOException {
    process = ProgramRun.start(
        List.of("proxy", "start", "--cfg", configuration.toString(), "--access-log", folder.resolve("access.log").toString()));
    messages = process.errorReader(StandardCharsets.UTF_8);
    var marker = " * Running on ";
    while (url == null) {
      var line = messages.readLine();
      assertThat(line).as("the Master started").isNotNull();
      url = line.startsWith(marker) ? URI.create(line.substring(marker.length())) : null;
    }
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
    client.close();
  }

  /** As {@code kill -TERM}; the exit status. The handle leaves the streams open. */
  private int stop() throws Exception {
    assertThat(process.toHandle().destroy()).isTrue();
    return process.onExit().get(60, TimeUnit.SECONDS).exitValue();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private void supply(String release) throws Exception {
    var request = HttpRequest.newBuilder(url.resolve("/supplySupply"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(supplyForm(release))).build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private static String supplyForm(String release) {
    return form(Map.of("url", release, "computer_id", "COMP-0", "state", "available"));
  }

  private Socket send(String text) throws IOException {
    var socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(60_000);
    write(socket, text);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String answer(Socket socket) throws IOException {
    try (socket) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> releases() {
    return Snapshot.read(database).installations().stream().map(each -> each.url()).toList();
  }

  @Test
  void told_to_stop_it_says_so_answers_what_is_at_work_and_has_kept_all_that_it_acknowledged() throws Exception {
    supply("http://sr.example/first");
    var cursor = ((Value.Dict) JsonText.read(get("/changes?computer_id=COMP-0").body())).text("cursor").orElseThrow();
    var waiting = send("GET /changes?computer_id=COMP-0&timeout=300&since=" + cursor + " HTTP/1.1" + CLOSE + "\r\n");
    var body = supplyForm("http://sr.example/at-work");
    var atWork = send("POST /supplySupply HTTP/1.1" + CLOSE + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        + body.length() + "\r\n\r\n" + body.substring(0, 20));
    awaitWaiting();

    assertThat(process.toHandle().destroy()).isTrue();
    while (get("/health/ready").statusCode() == 200) {
      Thread.sleep(10);
    }
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    supply("http://sr.example/late");
    assertThat(answer(waiting)).startsWith("HTTP/1.1 200").contains("\"changed\": true");
    write(atWork, body.substring(20));
    assertThat(answer(atWork)).startsWith("HTTP/1.1 200");
    assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).isZero();
    assertThat(releases())
        .containsExactlyInAnyOrder("http://sr.example/first", "http://sr.example/late", "http://sr.example/at-work");
    var lines = Files.readAllLines(folder.resolve("access.log"));
    assertThat(lines).allSatisfy(line -> assertThat(JsonText.read(line)).isInstanceOf(Value.Dict.class));
    assertThat(lines).filteredOn(line -> line.contains("/supplySupply")).hasSize(3);
  }

  private void awaitWaiting() throws Exception {
    while (!get("/metrics").body().contains("slapos_master_waiting_for_changes 1\n")) {
      Thread.sleep(10);
    }
  }

  @Test
  void a_request_that_does_not_end_does_not_keep_it_from_stopping() throws Exception {
    try (var endless = send("POST /supplySupply HTTP/1.1" + CLOSE + "Content-Length: 1000\r\n\r\nurl=")) {
      assertThat(get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(stop()).isZero();
      assertThat(endless.isConnected()).isTrue();
    }
    try (var rest = messages) {
      assertThat(rest.lines().toList()).anyMatch(line -> line.contains("were cut off")).noneMatch(line -> line.contains("\tat "));
    }
  }

  @Test
  void it_is_backed_up_while_it_runs_and_restored_when_it_does_not() throws Exception {
    supply("http://sr.example/kept");
    var backup = folder.resolve("backup.db");
    var config = configuration.toString();
    var made = ProgramRun.of("proxy", "backup", "--cfg", config, "--format", "json", backup.toString());
    assertThat(made.status()).as(made.err()).isZero();
    var report = (Value.Dict) JsonText.read(made.out());
    assertThat(report.text("file")).contains(backup.toString());
    assertThat(((Value.Dict) report.get("counts").orElseThrow()).get("installation"))
        .contains(new Value.Int(java.math.BigInteger.ONE));
    assertThat(ProgramRun.of("proxy", "backup", "--cfg", config, backup.toString())).satisfies(again -> {
      assertThat(again.status()).isEqualTo(1);
      assertThat(again.err()).contains(backup + " exists already", "--force");
    });
    supply("http://sr.example/given-up");

    var refused = ProgramRun.of("proxy", "restore", "--cfg", config, "--force", backup.toString());
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("is in use by another Master; stop that one first").doesNotContain("\tat ");
    supply("http://sr.example/still-serving");
    assertThat(stop()).isZero();
    assertThat(ProgramRun.of("proxy", "restore", "--cfg", config, backup.toString()).status()).isEqualTo(1);
    assertThat(releases()).hasSize(3);

    var restored = ProgramRun.of("proxy", "restore", "--cfg", config, "--force", backup.toString());
    assertThat(restored.status()).as(restored.err()).isZero();
    assertThat(restored.out()).contains("Restored " + database + " from " + backup, "installation", "is kept in " + database + "-backup-before-restore-");
    assertThat(releases()).containsExactly("http://sr.example/kept");
    url = null;
    startMaster();
    supply("http://sr.example/after");
    assertThat(stop()).isZero();
    assertThat(releases()).containsExactly("http://sr.example/kept", "http://sr.example/after");
  }

  @Test
  void settings_that_make_no_sense_are_told_with_their_place() throws Exception {
    Files.writeString(configuration, Files.readString(configuration)
        .replace("shutdown_delay = 3", "shutdown_delay = 301\nmetrics_readers = 192.0.2.7 prometheus.example"));
    var run = ProgramRun.of("proxy", "start", "--cfg", configuration.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(
        "'shutdown_delay' must be between 0 and 300, not 301", "'metrics_readers' holds addresses", "prometheus.example", "slapos.cfg:7");
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.testing.reference.ProxyProcess;

/** Our node deploys real software releases for the slapproxy of the reference. */
class OurNodeAgainstSlapproxyTest {
  @TempDir
  private Path folder;

  private ProxyProcess proxy;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    proxy = ProxyProcess.start(AssumedReference.newest(), Files.createDirectory(folder.resolve("proxy")));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), proxy.url(), 4);
    node.slapos("node", "supervisord").ended(0);
    node.slapos("node", "format", "--now").ended(0);
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void hello_is_built_deployed_stopped_started_and_destroyed() throws IOException {
    String release = TestNode.sample("hello/software.cfg");
    String port = Integer.toString(TestNode.freePort());
    node.slapos("supply", release, TestNode.COMPUTER).ended(0);
    node.slapos("node", "software").ended(0);
    String[] request = {"request", "hello", release, "--parameters", "greeting=Bonjour", "port=" + port};
    node.slapos(request).ended(0);
    node.slapos("node", "instance").ended(0);

    String url = published(node.slapos(request).ended(0), "url");
    assertThat(get(url)).isEqualTo("Bonjour from slappart0");
    assertThat(node.slapos("node", "status").out()).containsPattern("slappart0:httpd-on-watch +RUNNING");

    theWatchdogBangsAndTheNextPassRepairs(url);

    node.slapos(with(request, "--state", "stopped")).ended(0);
    node.slapos("node", "instance").ended(0);
    assertThat(node.slapos("node", "status").out()).doesNotContain("slappart0:httpd-on-watch");

    node.slapos(with(request, "--state", "started")).ended(0);
    node.slapos("node", "instance").ended(0);
    assertThat(get(url)).isEqualTo("Bonjour from slappart0");

    node.slapos(with(request, "--state", "destroyed")).ended(0);
    node.slapos("node", "instance").ended(0);
    node.slapos("node", "report").ended(0);
    assertThat(node.instanceRoot().resolve("slappart0")).isEmptyDirectory();

    node.slapos("remove", release, TestNode.COMPUTER).ended(0);
    node.slapos("node", "software").ended(0);
    assertThat(node.softwareRoot()).isEmptyDirectory();
  }

  /** A service that ends by itself is told to the Master, which has the tree processed again. */
  private void theWatchdogBangsAndTheNextPassRepairs(String url) throws IOException {
    String before = timestamp();
    Matcher pid = Pattern.compile("slappart0:httpd-on-watch +RUNNING +pid (\\d+)").matcher(node.slapos("node", "status").out());
    assertThat(pid.find()).isTrue();
    ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroyForcibly();
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (timestamp().equals(before) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(timestamp()).as("the bang has renewed it").isNotEqualTo(before);
    node.slapos("node", "instance").ended(0);
    assertThat(get(url)).isEqualTo("Bonjour from slappart0");
  }

  private String timestamp() {
    return ClassicSlap.connect(ConnectionSettings.of(proxy.url()), Map.of())
        .registerComputerPartition(TestNode.COMPUTER, "slappart0")
        .instanceParameters()
        .text("timestamp")
        .orElseThrow();
  }

  @Test
  void tree_converges_with_its_children_its_shared_instance_and_a_python_promise() throws IOException {
    String release = TestNode.sample("tree/software.cfg");
    int port = TestNode.freePort();
    node.slapos("supply", release, TestNode.COMPUTER).ended(0);
    node.slapos("node", "software").ended(0);
    String[] request = {"request", "tree", release, "--parameters", "_={\"port\": " + port + "}"};
    node.slapos(request).ended(0);
    node.slapos("node", "instance").ended(1);
    node.slapos("node", "instance").ended(1);
    node.slapos("node", "instance").ended(0);

    CommandRun answer = node.slapos(request).ended(0);
    assertThat(get(published(answer, "a-url"))).isEqualTo("A in slappart1");
    assertThat(get(published(answer, "b-url"))).isEqualTo("B in slappart2");
    assertThat(get(published(answer, "guest-url"))).isEqualTo("guest");
    Path result = node.instanceRoot().resolve("slappart1/.slapgrid/promise/result/http_answers.status.json");
    assertThat(Files.readString(result)).contains("\"title\": \"http_answers\"", "\"failed\": false");
    assertThat(Files.readAllLines(node.instanceRoot().resolve("slappart0/.slapos-request-transaction-slappart0")))
        .containsExactlyInAnyOrder("child-a", "child-b", "guest");
  }

  private static String[] with(String[] words, String... more) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(1, List.of(more));
    return all.toArray(String[]::new);
  }

  private static String published(CommandRun request, String key) {
    Matcher value = Pattern.compile("'" + key + "': '([^']+)'").matcher(request.err());
    assertThat(value.find()).as(request.err()).isTrue();
    return value.group(1);
  }

  private static String get(String url) throws IOException {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

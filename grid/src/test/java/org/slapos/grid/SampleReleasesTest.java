package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.FakeMaster;
import org.slapos.slap.wire.Value;

/** The samples, built by the real zc.buildout from the package index and run by the real supervisord. */
class SampleReleasesTest {
  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private static String sample(String name) {
    return TestTools.repository().resolve("samples").resolve(name).resolve("software.cfg").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void hello_answers_and_failing_fails_as_asked() throws Exception {
    int port = freePort();
    Path hello = node.partition("slappart0");
    Path failing = node.partition("slappart1");
    node.settings(node.settings().with(new GridSettings.Limits(
        86400, java.time.Duration.ofSeconds(30), java.util.Optional.empty(), 0, 0, 1)));
    master.supply(sample("hello"), "available").supply(sample("failing"), "available");
    master.instance("slappart0", sample("hello"), "started", "1.5",
        Map.of("port", Integer.toString(port), "greeting", "Bonjour"), Value.Dict.EMPTY);
    master.instance("slappart1", sample("failing"), "started", "1.5", Map.of("failure", "promise"), Value.Dict.EMPTY);

    assertThat(node.grid().software()).isEqualTo(new PassResult(0, List.of()));
    PassResult result = node.grid().instance();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.summary()).contains(
        "  slappart1[default]: Promise 'sample' failed with output: the promise fails, as requested");
    try (var page = URI.create("http://127.0.0.1:" + port + "/").toURL().openStream()) {
      assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Bonjour from slappart0");
    }
    assertThat(master.calls("setComputerPartitionConnectionXml").getFirst().form().get("connection_xml"))
        .contains("http://127.0.0.1:" + port + "/");
    assertThat(hello.resolve(".timestamp")).content().isEqualTo("1.5");
    assertThat(failing.resolve(".timestamp")).doesNotExist();

    master.instance("slappart1", sample("failing"), "destroyed", "2");
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(node.grid().report()).isEqualTo(new PassResult(0, List.of()));
    assertThat(failing).isEmptyDirectory();
  }
}

package org.slapos.cli.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.fakes.TestCertificate;

/** The watchdog as supervisord starts it, with a Master over TLS. */
class WatchdogCommandTest {
  @TempDir Path folder;
  private final List<String> bangs = new CopyOnWriteArrayList<>();
  private HttpsServer master;
  private TestCertificate signer;

  @BeforeEach
  void start() throws Exception {
    signer = TestCertificate.make(folder, "signer");
    master = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    master.setHttpsConfigurator(new HttpsConfigurator(signer.serverContext(signer)));
    master.createContext("/", exchange -> {
      bangs.add(exchange.getRequestURI().getPath() + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    master.start();
    Files.createDirectories(folder.resolve("inst/slappart0"));
  }

  @AfterEach
  void stop() {
    master.stop(0);
  }

  private int watch(String... more) {
    String payload = "processname:web-on-watch groupname:slappart0 from_state:RUNNING expected:0 pid:2766";
    var terminal = new TestTerminal(folder).typing(
        "ver:3.0 server:supervisor eventname:PROCESS_STATE_EXITED len:%d\n%s".formatted(payload.length(), payload));
    String[] line = new String[more.length + 8];
    System.arraycopy(new String[] {
        "node", "watchdog", "--master-url", "https://127.0.0.1:" + master.getAddress().getPort(), "--computer-id", "COMP-1",
        "--instance-root", folder.resolve("inst").toString()}, 0, line, 0, 8);
    System.arraycopy(more, 0, line, 8, more.length);
    int status = terminal.run(line);
    assertThat(terminal.out()).isEqualTo("READY\nRESULT 2\nOKREADY\n");
    return status;
  }

  @Test
  void a_master_is_told_and_verified_where_an_authority_is_named() throws Exception {
    Path others = TestCertificate.make(folder, "others").certificate();
    assertThat(watch("--master-ca-file", others.toString())).isZero();
    assertThat(bangs).isEmpty();

    assertThat(watch()).isZero();
    assertThat(bangs).singleElement().asString()
        .startsWith("/softwareInstanceBang ").contains("computer_id=COMP-1", "computer_partition_id=slappart0");

    assertThat(watch()).isZero();
    assertThat(bangs).as("one bang for a deployment").hasSize(1);
    Files.delete(folder.resolve("inst/slappart0/.slapos_latest_bang_timestamp"));
    assertThat(watch()).isZero();
    assertThat(bangs).hasSize(2);
  }
}

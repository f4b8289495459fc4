package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Master with the heap that it is shipped with, and more large requests at once than fit into it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LargeBodiesTest {
  private static final int CLIENTS = 30;
  private static final int SIZE = 15 << 20;

  @TempDir Path folder;

  @Test
  void are_answered_or_told_to_come_again_while_small_ones_go_on() throws Exception {
    try (var master = MasterProcess.start(folder.resolve("proxy.db"), "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
        var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var node = new NodeClient(master.url());
      node.format("COMP-0", 1);
      var head = "POST /loadComputerConfigurationFromXML HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + SIZE + "\r\n\r\n";
      var body = ("xml=" + "%3Cmarshal%3E".repeat(SIZE / 13) + "x".repeat(13)).substring(0, SIZE).getBytes(StandardCharsets.US_ASCII);
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(clients.submit(() -> RawHttp.parse(RawHttp.exchange(master.url(), head, body)).status()));
      }
      var over = new AtomicBoolean();
      var small = Thread.ofVirtual().start(() -> {
        while (!over.get()) {
          assertThat(node.information("COMP-0")).contains("slappart0");
        }
      });
      Set<Integer> statuses = new TreeSet<>();
      for (var each : running) {
        statuses.add(each.get());
      }
      over.set(true);
      small.join();
      assertThat(statuses).isSubsetOf(400, 503).contains(400);
      assertThat(node.request("one").status()).isEqualTo(200);
      assertThat(RawHttp.get(master.url(), "/metrics").body())
          .contains("slapos_master_body_bytes 0\n", "{call=\"/loadComputerConfigurationFromXML\",status=\"400\"}");
    }
  }
}

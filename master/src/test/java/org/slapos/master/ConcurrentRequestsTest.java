package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once. */
class ConcurrentRequestsTest {
  private static final int CLIENTS = 8;
  private static final int EACH = 25;

  @TempDir Path folder;

  @Test
  void no_partition_is_given_twice_and_none_is_lost() throws Exception {
    try (var master = start()) {
      new NodeClient(master.url()).format("COMP-0", CLIENTS * EACH);
      var given = new ConcurrentLinkedQueue<String>();
      together(client -> {
        for (int i = 0; i < EACH; i++) {
          given.add(request(master.url(), "c" + client + "-" + i));
        }
      });
      assertThat(new HashSet<>(given)).hasSize(CLIENTS * EACH);
      assertThat(new NodeClient(master.url()).request("one more").status()).isEqualTo(404);
    }
  }

  @Test
  void clients_that_ask_for_one_name_at_once_get_one_partition() throws Exception {
    try (var master = start()) {
      new NodeClient(master.url()).format("COMP-0", CLIENTS);
      var given = new ConcurrentLinkedQueue<String>();
      together(client -> given.add(request(master.url(), "the same")));
      assertThat(new HashSet<>(given)).hasSize(1);
      assertThat(given).hasSize(CLIENTS);
    }
  }

  @Test
  void whoever_was_answered_is_seen_by_the_next_reader() throws Exception {
    try (var master = start()) {
      new NodeClient(master.url()).format("COMP-0", CLIENTS * EACH);
      var stale = new ConcurrentLinkedQueue<String>();
      together(client -> {
        for (int i = 0; i < EACH; i++) {
          var name = "c" + client + "-" + i + "-end";
          request(master.url(), name);
          if (!new NodeClient(master.url()).information("COMP-0").contains(">" + name + "<")) {
            stale.add(name);
          }
        }
      });
      assertThat(stale).isEmpty();
    }
  }

  private Master start() {
    return Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
  }

  private static String request(URI master, String name) {
    return NodeClient.partition(new NodeClient(master).request(name));
  }

  private interface Client {
    void run(int number);
  }

  private static void together(Client client) throws Exception {
    try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
      var running = new ArrayList<>(
          IntStream.range(0, CLIENTS).mapToObj(number -> pool.submit(() -> client.run(number))).toList());
      for (var each : running) {
        each.get();
      }
    }
  }
}

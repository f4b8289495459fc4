package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slapos.master.store.TestDatabase;

/** Many clients at once, of one Master on SQLite and of two on one PostgreSQL database. */
class ConcurrentRequestsTest {
  private static final int CLIENTS = 8;
  private static final int EACH = 25;

  @TempDir Path folder;

  /** Two Masters take turns, which takes its time; {@code -Dslapos.long=true} has them do as much. */
  private static int names(TestDatabase database) {
    return database == TestDatabase.SQLITE || Boolean.getBoolean("slapos.long") ? 10_000 : 1_500;
  }

  @ParameterizedTest
  @EnumSource
  void no_partition_is_given_twice_and_none_is_lost(TestDatabase database) throws Exception {
    int names = names(database);
    try (var masters = MasterGroup.start(database, folder)) {
      new NodeClient(masters.url(0)).format("COMP-0", names);
      var given = new ConcurrentLinkedQueue<String>();
      together(client -> {
        for (int i = client; i < names; i += CLIENTS) {
          given.add(request(masters.url(i / CLIENTS), "name-" + i));
        }
      });
      assertThat(new HashSet<>(given)).hasSize(names);
      var information = new NodeClient(masters.url(1)).information("COMP-0");
      assertThat(information.split("<string>root_instance_title</string>", -1)).hasSize(names + 1);
      assertThat(new NodeClient(masters.url(0)).request("one more").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clients_that_ask_for_one_name_at_once_get_one_partition(TestDatabase database) throws Exception {
    try (var masters = MasterGroup.start(database, folder)) {
      new NodeClient(masters.url(0)).format("COMP-0", CLIENTS);
      var given = new ConcurrentLinkedQueue<String>();
      together(client -> given.add(request(masters.url(client), "the same")));
      assertThat(new HashSet<>(given)).hasSize(1);
      assertThat(given).hasSize(CLIENTS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoever_was_answered_is_seen_by_the_next_reader_of_any_master(TestDatabase database) throws Exception {
    try (var masters = MasterGroup.start(database, folder)) {
      new NodeClient(masters.url(0)).format("COMP-0", CLIENTS * EACH);
      var stale = new ConcurrentLinkedQueue<String>();
      together(client -> {
        for (int i = 0; i < EACH; i++) {
          var name = "c" + client + "-" + i + "-end";
          request(masters.url(i), name);
          if (!new NodeClient(masters.url(i + 1)).information("COMP-0").contains(">" + name + "<")) {
            stale.add(name);
          }
        }
      });
      assertThat(stale).isEmpty();
    }
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

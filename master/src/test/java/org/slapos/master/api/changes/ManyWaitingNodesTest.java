package org.slapos.master.api.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.MasterProcess;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;

/** Many nodes wait at one Master, as large as it is shipped; {@code -Dslapos.long=true} has 5,000 of them. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ManyWaitingNodesTest {
  private static final int NODES = Boolean.getBoolean("slapos.long") ? 5_000 : 400;
  private static final int CLIENTS = 16;
  private static final int MOST_THREADS = 110;

  @TempDir Path folder;

  @Test
  void each_is_woken_by_its_own_change_alone_and_none_takes_a_thread() throws Exception {
    try (var master = MasterProcess.start(folder.resolve("proxy.db"), "-Xmx256m")) {
      var node = new NodeClient(master.url());
      forAll(i -> true, i -> assertThat(node.format("COMP-" + i, 1).status()).isEqualTo(200));
      var cursors = new String[NODES];
      forAll(i -> true, i -> cursors[i] = cursor(RawHttp.get(master.url(), "/changes?computer_id=COMP-" + i).body()));
      double alone = metric(master, "process_resident_memory_bytes");

      List<CompletableFuture<RawHttp.Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < NODES; i++) {
        waiting.add(wait(master, i, cursors[i]));
      }
      awaitWaiting(master, NODES);
      double threads = metric(master, "process_threads");
      double memory = metric(master, "process_resident_memory_bytes");
      assertThat(threads).isLessThan(MOST_THREADS);
      assertThat(metric(master, "slapos_master_connections")).isGreaterThanOrEqualTo(NODES);
      assertThat(RawHttp.get(master.url(), "/getRunId").status()).isEqualTo(200);

      IntPredicate changed = i -> i % 2 == 0;
      long begin = System.nanoTime();
      forAll(changed, i -> assertThat(node.supply("COMP-" + i, NodeClient.RELEASE).status()).isEqualTo(200));
      forAll(changed, i -> {
        var answer = waiting.get(i).join();
        assertThat(answer.body()).contains("\"changed\": true").doesNotContain(cursors[i]);
        cursors[i] = cursor(answer.body());
        assertThat(cursor(RawHttp.get(master.url(), "/changes?computer_id=COMP-" + i).body())).isEqualTo(cursors[i]);
      });
      long took = System.nanoTime() - begin;
      assertThat(IntStream.range(0, NODES).filter(i -> waiting.get(i).isDone())).allMatch(changed::test);
      awaitWaiting(master, NODES / 2);

      for (int i = 0; i < NODES; i += 2) {
        waiting.set(i, wait(master, i, cursors[i]));
      }
      awaitWaiting(master, NODES);
      System.out.printf(
          "%d waiting nodes: %.0f threads, %.0f MB resident (%.0f before), %.1f KB each; half of them changed and woken in %d ms%n",
          NODES, threads, memory / 1e6, alone / 1e6, (memory - alone) / NODES / 1e3, took / 1_000_000);
      assertThat(master.stop()).isZero();
      for (int i = 0; i < NODES; i++) {
        assertThat(waiting.get(i).join().body()).contains("\"changed\": false", cursors[i]);
      }
    }
  }

  private static CompletableFuture<RawHttp.Answer> wait(MasterProcess master, int node, String cursor) {
    return WaitingCall.start(master.url(), "/changes?computer_id=COMP-" + node + "&timeout=300&since=" + cursor);
  }

  private static void awaitWaiting(MasterProcess master, int count) throws InterruptedException {
    while (metric(master, "slapos_master_waiting_for_changes") != count) {
      Thread.sleep(20);
    }
  }

  private static double metric(MasterProcess master, String name) {
    return RawHttp.get(master.url(), "/metrics").body().lines().filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
  }

  private static String cursor(String body) {
    return body.replaceAll(".*\"cursor\": \"(.*?)\".*", "$1");
  }

  /** For each node, a few at a time. */
  private static void forAll(IntPredicate which, NodeTask task) throws Exception {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      IntStream.range(0, NODES).filter(which).forEach(i -> running.add(clients.submit(() -> task.run(i))));
      for (var each : running) {
        each.get();
      }
    }
  }

  private interface NodeTask {
    void run(int node);
  }
}

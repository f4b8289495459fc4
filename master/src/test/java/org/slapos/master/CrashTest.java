package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** A Master that is killed while it writes: what it answered is kept, and it starts again. */
class CrashTest {
  private static final int CYCLES = 4;
  private static final int PARTITIONS = 600;
  private static final int WRITERS = 6;
  /** Answers to wait for before each kill: the load is surely running then. */
  private static final int ANSWERS = 60;

  @TempDir Path folder;

  @Test
  void loses_no_acknowledged_write_and_keeps_no_half_one() throws Exception {
    var database = folder.resolve("proxy.db");
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    var names = new AtomicInteger();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      try (var process = MasterProcess.start(database)) {
        if (cycle == 0) {
          new NodeClient(process.url()).format("COMP-0", PARTITIONS);
        }
        writeUntilKilled(process, acknowledged, names);
      }
    }
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"))) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(CYCLES * ANSWERS);
      var kept = instances(master.url());
      assertThat(kept).containsAllEntriesOf(acknowledged);
      assertThat(Set.copyOf(kept.values())).as("every instance has a partition of its own").hasSize(kept.size());
      assertThat(new NodeClient(master.url()).request("after").status()).isEqualTo(200);
    }
  }

  private static void writeUntilKilled(
      MasterProcess process, Map<String, String> acknowledged, AtomicInteger names) throws Exception {
    var answers = new CountDownLatch(ANSWERS);
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        writers.submit(() -> write(process.url(), acknowledged, names, answers));
      }
      assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
      process.kill();
    }
  }

  private static void write(
      URI master, Map<String, String> acknowledged, AtomicInteger names, CountDownLatch answers) {
    var node = new NodeClient(master);
    while (true) {
      var name = "name-" + names.incrementAndGet();
      try {
        var answer = node.request(name);
        acknowledged.put(name, NodeClient.partition(answer));
        answers.countDown();
      } catch (UncheckedIOException killed) {
        return;
      }
    }
  }

  /** Partition by title, read from the full information; reading it decodes every record. */
  private static Map<String, String> instances(URI master) {
    var computer = ((Value.Instance) Marshal.read(new NodeClient(master).information("COMP-0"))).attributes().orElseThrow();
    return ((Value.ListValue) computer.get("_computer_partition_list").orElseThrow())
        .items().stream()
            .map(partition -> ((Value.Instance) partition).attributes().orElseThrow())
            .filter(partition -> partition.get("_parameter_dict").isPresent())
            .collect(Collectors.toMap(
                partition -> ((Value.Dict) partition.get("_parameter_dict").orElseThrow()).text("instance_title").orElseThrow(),
                partition -> partition.text("_partition_id").orElseThrow()));
  }
}

package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** A Master that is killed while it writes: what it answered is kept, nothing is half, and it starts again. */
class CrashTest {
  private static final int CYCLES = Boolean.getBoolean("slapos.long") ? 500 : 10;
  private static final int WRITERS = 6;
  private static final int NAMES_OF_EACH = 80;
  /** Answers to wait for before each kill: the load is surely running then. */
  private static final int ANSWERS = 60;

  @TempDir Path folder;

  /** What each name was last requested with, as far as that was answered. */
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void loses_no_acknowledged_write_and_keeps_no_half_one() throws Exception {
    var database = folder.resolve("proxy.db");
    List<Duration> starts = new ArrayList<>();
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      long begin = System.nanoTime();
      try (var process = MasterProcess.start(database)) {
        var node = new NodeClient(process.url());
        if (cycle == 0) {
          node.format("COMP-0", WRITERS * NAMES_OF_EACH);
        }
        check(node.information("COMP-0"));
        starts.add(Duration.ofNanos(System.nanoTime() - begin));
        writeUntilKilled(process);
      }
    }
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"))) {
      check(new NodeClient(master.url()).information("COMP-0"));
    }
    assertThat(acknowledged).hasSizeGreaterThan(WRITERS);
    starts.sort(null);
    System.out.println(CYCLES + " kills; from starting the process to its first full answer: median "
        + starts.get(CYCLES / 2).toMillis() + " ms, longest " + starts.getLast().toMillis() + " ms");
  }

  private void check(String information) {
    var kept = instances(information);
    acknowledged.forEach((name, number) ->
        assertThat(kept.getOrDefault(name, -1)).as(name).isGreaterThanOrEqualTo(number));
  }

  private void writeUntilKilled(MasterProcess process) throws Exception {
    var answers = new CountDownLatch(ANSWERS);
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.submit(() -> write(process.url(), writer, answers));
      }
      assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
      process.kill();
    }
  }

  /** Only this writer requests these names, so that a greater number is a later request. */
  private void write(URI master, int writer, CountDownLatch answers) {
    var node = new NodeClient(master);
    while (true) {
      int number = numbers.incrementAndGet();
      var name = "name-" + writer + "-" + number % NAMES_OF_EACH;
      var form = NodeClient.requestForm(name);
      form.put("partition_parameter_xml", Marshal.write(Value.Dict.ofTexts(Map.of(
          "number", String.valueOf(number), "again", String.valueOf(number), "filler", "x".repeat(number % 5_000)))));
      try {
        if (node.post("/requestComputerPartition", form).status() == 200) {
          acknowledged.merge(name, number, Math::max);
          answers.countDown();
        }
      } catch (UncheckedIOException killed) {
        return;
      }
    }
  }

  /** The number of each title; every record is decoded, and of one request in all its parts. */
  private static Map<String, Integer> instances(String information) {
    var computer = ((Value.Instance) Marshal.read(information)).attributes().orElseThrow();
    var kept = new HashMap<String, Integer>();
    var titles = new HashSet<String>();
    for (var partition : ((Value.ListValue) computer.get("_computer_partition_list").orElseThrow()).items()) {
      var parameters = ((Value.Instance) partition).attributes().orElseThrow().get("_parameter_dict");
      if (parameters.isPresent() && parameters.get() instanceof Value.Dict all) {
        int number = Integer.parseInt(all.text("number").orElseThrow());
        assertThat(all.text("again")).contains(String.valueOf(number));
        assertThat(all.text("filler").orElse("")).hasSize(number % 5_000);
        assertThat(titles.add(all.text("instance_title").orElseThrow())).as("a title twice").isTrue();
        kept.put(all.text("instance_title").orElseThrow(), number);
      }
    }
    return kept;
  }
}

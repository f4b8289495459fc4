package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.read;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.slapos.fakes.Call;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.supervisor.ProcessState;

/**
 * Every state that a partition can be found in, every state that the Master can want, every way its promise can come out:
 * one partition for each, all on one node with a real supervisord, in the same passes. So each also shows that its
 * neighbours, failing or hanging, do not disturb it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionTransitionsTest {
  private static final String DESTROYED_TIME = "2";
  private static final String WANTED_TIME = "3";

  /** How a partition is found. */
  private enum Found { NEVER_USED, STARTED, STOPPED, DESTROYED, FAILED, HALF_DEPLOYED }

  /** What the Master wants of it. */
  private enum Wanted {
    STARTED,
    STOPPED,
    DESTROYED;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** How its promise comes out. */
  private enum Promise { KEPT, BROKEN, HANGING }

  private record Cell(String id, Found found, Wanted wanted, Promise promise) {
    boolean isStartedWithTrouble() {
      return wanted == Wanted.STARTED && promise != Promise.KEPT;
    }
  }

  /** What one pass did to every partition. */
  private record Seen(
      PassResult result, Map<String, List<Call>> told, Map<String, List<ProcessState>> processes,
      Map<String, Integer> builds) {
    List<String> told(Cell cell) {
      return told.getOrDefault(cell.id(), List.of()).stream().map(Call::endpoint).toList();
    }

    List<ProcessState> processes(Cell cell) {
      return processes.getOrDefault(cell.id(), List.of());
    }

    int builds(Cell cell) {
      return builds.getOrDefault(cell.id(), 0);
    }
  }

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, Map<String, String>> kept = new HashMap<>();
  private Seen before;
  private Seen first;
  private Seen second;
  private Seen reported;

  PartitionTransitionsTest() {
    for (Found found : Found.values()) {
      for (Wanted wanted : Wanted.values()) {
        for (Promise promise : Promise.values()) {
          cells.add(new Cell("slappart" + cells.size(), found, wanted, promise));
        }
      }
    }
    before = first = second = reported = new Seen(new PassResult(0, List.of()), Map.of(), Map.of(), Map.of());
  }

  @BeforeAll
  void run() {
    node.settings(node.settings().with(new GridSettings.Limits(
        86400, Duration.ofSeconds(2), Optional.empty(), 0, 0, 6)));
    Path control = node.root().resolve("control");
    node.release(
        "p=${PWD##*/}; echo built >> " + control + "/$p.builds",
        "[ -e " + control + "/$p.broken ] && { echo broken; exit 3; }",
        "mkdir -p etc/service etc/promise",
        "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web",
        "printf '#!/bin/sh\\n. %s/'$p'.promise\\n' " + control + " > etc/promise/check; chmod 700 etc/promise/check");
    for (Cell cell : cells) {
      node.partition(cell.id());
      write(control.resolve(cell.id() + ".promise"), "echo kept\n", "rw-r--r--");
      write(control.resolve(cell.id() + ".builds"), "", "rw-rw-rw-");
    }
    makeFound(control);
    for (Cell cell : cells) {
      write(control.resolve(cell.id() + ".promise"), switch (cell.promise()) {
        case KEPT -> "echo kept\n";
        case BROKEN -> "echo not kept; exit 1\n";
        case HANGING -> "exec sleep 3600\n";
      }, "rw-r--r--");
      master.instance(cell.id(), URL, cell.wanted().word(), WANTED_TIME);
    }
    before = seen(new PassResult(0, List.of()));
    first = seen(node.grid().instance());
    cells.forEach(cell -> kept.put(cell.id(), NodeTree.below(node, "inst/" + cell.id())));
    second = seen(node.grid().instance());
    reported = seen(node.grid().report());
  }

  private void makeFound(Path control) {
    want(List.of(Found.STARTED, Found.STOPPED, Found.DESTROYED, Found.FAILED), "started", "1");
    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));
    want(List.of(Found.STOPPED), "stopped", "2");
    want(List.of(Found.DESTROYED), "destroyed", DESTROYED_TIME);
    want(List.of(Found.FAILED), "started", "2");
    in(List.of(Found.FAILED)).forEach(cell -> write(control.resolve(cell.id() + ".broken"), "", "rw-r--r--"));
    assertThat(node.grid().instance().exitCode()).isEqualTo(1);
    in(List.of(Found.FAILED)).forEach(cell -> control.resolve(cell.id() + ".broken").toFile().delete());
    assertThat(node.grid().report().exitCode()).isZero();
    for (Cell cell : in(List.of(Found.HALF_DEPLOYED))) {
      // Killed after buildout had made the service and before supervisord knew it.
      Path folder = node.partition(cell.id());
      write(folder.resolve("buildout.cfg"), "[buildout]\nof = before\n", "rw-r-----");
      write(folder.resolve(".buildout.cfg.new"), "[buil", "rw-r-----");
      script(folder.resolve("etc/service/web"), "exec sleep 1");
      script(folder.resolve("etc/service/gone"), "exec sleep 1");
      write(folder.resolve(".slapos-request-transaction-" + cell.id()), "stale\n", "rw-r--r--");
      write(folder.resolve(".slapgrid-" + cell.id() + "-error.log"), "of before", "rw-r--r--");
    }
  }

  private void want(List<Found> states, String state, String timestamp) {
    in(states).forEach(cell -> master.instance(cell.id(), URL, state, timestamp));
  }

  private List<Cell> in(List<Found> states) {
    return cells.stream().filter(cell -> states.contains(cell.found())).toList();
  }

  private Seen seen(PassResult result) {
    Map<String, List<Call>> told = master.calls().stream()
        .filter(call -> call.isPost() && call.form().containsKey("computer_partition_id"))
        .collect(Collectors.groupingBy(call -> call.form().getOrDefault("computer_partition_id", "")));
    master.forget();
    Map<String, Integer> builds = new HashMap<>();
    cells.forEach(cell -> builds.put(
        cell.id(), read(node.root().resolve("control/" + cell.id() + ".builds")).length() / "built\n".length()));
    return new Seen(result, told,
        node.supervisord().allProcesses().stream().collect(Collectors.groupingBy(ProcessState::group)), builds);
  }

  @AfterAll
  void end() throws Exception {
    node.close();
  }

  @Test
  void the_matrix_is_complete() {
    assertThat(cells).hasSize(Found.values().length * Wanted.values().length * Promise.values().length);
  }

  @Test
  void the_pass_ends_with_the_promises_status_and_names_who_failed() {
    assertThat(first.result().exitCode()).isEqualTo(2);
    assertThat(first.result().summary()).hasSize(1 + (int) cells.stream().filter(Cell::isStartedWithTrouble).count());
  }

  @TestFactory
  Stream<DynamicTest> each_state_reaches_each_wanted_one() {
    return cells.stream().map(cell -> DynamicTest.dynamicTest(
        "%s: %s, wanted %s, promise %s".formatted(cell.id(), cell.found(), cell.wanted(), cell.promise()), () -> {
          switch (cell.wanted()) {
            case STARTED -> started(cell);
            case STOPPED -> stopped(cell);
            case DESTROYED -> destroyed(cell);
          }
        }));
  }

  private void started(Cell cell) {
    Path folder = node.partition(cell.id());
    assertThat(first.builds(cell)).isEqualTo(before.builds(cell) + 1);
    assertThat(first.processes(cell)).isNotEmpty().allMatch(process -> process.state() == 20 || process.name().startsWith("gone"));
    if (cell.found() == Found.STARTED || cell.found() == Found.FAILED) {
      assertThat(pids(first, cell)).as("a service that did not change runs on").isEqualTo(pids(before, cell));
    }
    assertThat(folder.resolve(".slapgrid-" + cell.id() + "-error.log")).doesNotExist();
    assertThat(folder.resolve("buildout.cfg")).content().contains("requested-state = started\n");
    String status = read(folder.resolve(".slapgrid/promise/result/check.status.json"));
    if (cell.promise() == Promise.KEPT) {
      assertThat(first.told(cell)).containsExactly("startedComputerPartition");
      assertThat(folder.resolve(".timestamp")).content().isEqualTo(WANTED_TIME);
      assertThat(status).contains("\"failed\": false").contains("\"kept\"");
      assertThat(second.builds(cell)).as("nothing is left to do").isEqualTo(first.builds(cell));
      assertThat(second.told(cell)).containsExactly("startedComputerPartition");
    } else {
      String message = cell.promise() == Promise.BROKEN ? "not kept" : "Error: Promise timed out after 2 seconds";
      assertThat(first.told(cell)).containsExactly("softwareInstanceError");
      assertThat(first.told().get(cell.id())).extracting(Call::error)
          .containsExactly("Promise 'check' failed with output: " + message);
      assertThat(first.result().summary())
          .contains("  %s[default]: Promise 'check' failed with output: %s".formatted(cell.id(), message));
      assertThat(folder.resolve(".timestamp")).doesNotExist();
      assertThat(status).contains("\"failed\": true").contains(message);
      assertThat(second.builds(cell)).as("it is processed until it passes").isEqualTo(first.builds(cell) + 1);
      assertThat(second.told(cell)).containsExactly("softwareInstanceError");
    }
    assertThat(pids(second, cell)).isEqualTo(pids(first, cell));
    assertThat(reported.told(cell)).isEmpty();
    assertThat(reported.processes(cell)).hasSameSizeAs(first.processes(cell));
  }

  private void stopped(Cell cell) {
    Path folder = node.partition(cell.id());
    assertThat(first.builds(cell)).as("installed too, so that it stops its children").isEqualTo(before.builds(cell) + 1);
    assertThat(first.processes(cell)).isEmpty();
    assertThat(first.told(cell)).containsExactly("stoppedComputerPartition");
    assertThat(folder.resolve("etc/service/web")).exists();
    assertThat(folder.resolve("buildout.cfg")).content().contains("requested-state = stopped\n");
    assertThat(folder.resolve(".timestamp")).content().isEqualTo(WANTED_TIME);
    assertThat(programs(cell)).doesNotExist();
    assertThat(second.told(cell)).isEmpty();
    assertThat(second.builds(cell)).isEqualTo(first.builds(cell));
    assertThat(reported.told(cell)).isEmpty();
    assertThat(NodeTree.below(node, "inst/" + cell.id())).isEqualTo(kept.get(cell.id()));
  }

  private void destroyed(Cell cell) {
    Path folder = node.partition(cell.id());
    assertThat(first.builds(cell)).isEqualTo(before.builds(cell));
    assertThat(first.processes(cell)).isEmpty();
    assertThat(first.told(cell)).containsExactly("stoppedComputerPartition");
    boolean hadService = cell.found() != Found.NEVER_USED && cell.found() != Found.DESTROYED;
    assertThat(kept.getOrDefault(cell.id(), Map.of()).containsKey("inst/" + cell.id() + "/etc/service/web"))
        .as("nothing is deleted before the report").isEqualTo(hadService);
    assertThat(second.told(cell)).isEmpty();
    assertThat(reported.told(cell)).containsExactly("stoppedComputerPartition", "destroyedComputerPartition");
    assertThat(folder).isEmptyDirectory();
    assertThat(programs(cell)).doesNotExist();
  }

  private Path programs(Cell cell) {
    return node.instances().resolve("etc/supervisord.conf.d/" + cell.id() + ".conf");
  }

  private static List<Integer> pids(Seen seen, Cell cell) {
    return seen.processes(cell).stream().filter(process -> process.name().startsWith("web")).map(ProcessState::pid)
        .toList();
  }

  @Test
  void nothing_temporary_is_left() throws Exception {
    try (Stream<Path> paths = Files.walk(node.instances())) {
      assertThat(paths.filter(path -> path.getFileName().toString().endsWith(".new"))).isEmpty();
    }
  }
}

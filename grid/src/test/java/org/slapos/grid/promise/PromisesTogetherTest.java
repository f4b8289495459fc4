package org.slapos.grid.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.Alive;
import org.slapos.grid.Eventually;
import org.slapos.grid.GridSettings;
import org.slapos.grid.TestNode;

/** Promises that run at the same time, and what one of them cannot do to the others. */
class PromisesTogetherTest extends PromiseBench {
  @BeforeEach
  void limits() {
    timeout(Duration.ofSeconds(20));
    atOnce(3, OptionalLong.empty());
  }

  private void atOnce(int promises, OptionalLong memory) {
    node.settings(node.settings().with(new GridSettings.Workload(1, promises, memory)));
  }

  /** Ends only when the other one runs too. */
  private static String[] meeting(String own, String other, String last) {
    return new String[] {"touch met-" + own, "while [ ! -e met-" + other + " ]; do sleep 0.01; done", last};
  }

  @Test
  void run_beside_each_other_and_are_told_in_the_order_of_their_names() throws Exception {
    executable("a", meeting("a", "b", "sleep 0.2; echo from a; exit 1"));
    executable("b", meeting("b", "a", "echo from b; exit 1"));

    assertThat(check(PromiseMode.TEST)).contains("Promise 'a' failed with output: from a");

    assertThat(node.log().lines().stream().filter(line -> line.contains("promise ") || line.contains("from"))).containsExactly(
        "INFO Checking promise a...", "ERROR from a", "INFO Checking promise b...", "ERROR from b");
  }

  @Test
  void run_one_after_the_other_with_one_worker() throws Exception {
    atOnce(1, OptionalLong.empty());
    for (String name : List.of("a", "b", "c")) {
      executable(name, "echo %1$s >> order; sleep 0.05; echo %1$s >> order".formatted(name));
    }
    assertThat(check(PromiseMode.TEST)).isEmpty();
    assertThat(folder.resolve("order")).content().isEqualTo("a\na\nb\nb\nc\nc\n");
  }

  @Test
  void that_share_a_title_run_one_after_the_other() throws Exception {
    executable("same", "[ -e plugin ] && exit 0; echo first; exit 1");
    plugin("same.py", "def sense(self):\n  import time\n  time.sleep(0.2)\n  open('plugin', 'w').close()\n");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("same")).contains("\"name\": \"same\"", "\"failed\": false");
  }

  @Test
  void one_that_takes_too_much_memory_fails_alone() throws Exception {
    atOnce(2, OptionalLong.of(256L << 20));
    Path python = node.settings().pythonTools().resolve("bin/python");
    executable("greedy", "exec " + python + " -c 'bytearray(1 << 30)'");
    executable("modest", "echo fine");

    assertThat(check(PromiseMode.TEST)).get().asString().startsWith("Promise 'greedy' failed").contains("MemoryError");

    assertThat(result("modest")).contains("\"failed\": false");
  }

  @Test
  void what_one_has_put_into_a_session_of_its_own_does_not_survive_it() throws Exception {
    executable("daemon", "(setsid sh -c 'setsid sleep 3600 & echo $! > child; wait' &)", "until [ -s child ]; do :; done");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    Eventually.isTrue(() -> !Alive.pidIn(folder.resolve("child")));
  }

  @Test
  void one_that_forks_without_end_is_ended() throws Exception {
    timeout(Duration.ofSeconds(2));
    executable("forks", "while :; do sleep 3600 & echo $! >> children; sleep 0.01; done");
    executable("other", "echo fine");

    assertThat(check(PromiseMode.TEST)).contains("Promise 'forks' failed with output: Error: Promise timed out after 2 seconds");

    assertThat(result("other")).contains("\"failed\": false");
    assertThat(TestNode.read(folder.resolve("children")).lines()).isNotEmpty().noneMatch(Alive::pid);
  }

  @Test
  void state_that_former_versions_kept_is_removed() throws Exception {
    Path state = folder.resolve(".slapgrid/promise");
    TestNode.write(state.resolve("history/a.history.json"), "{}", "rw-r--r--");
    TestNode.write(state.resolve("promise_stats.json"), "{}", "rw-r--r--");
    TestNode.write(folder.resolve("etc/plugin/gone.pyc"), "", "rw-r--r--");
    executable("a", "true");

    check(PromiseMode.TEST);

    assertThat(state.resolve("history")).doesNotExist();
    assertThat(state.resolve("promise_stats.json")).doesNotExist();
    assertThat(folder.resolve("etc/plugin/gone.pyc")).doesNotExist();
  }
}

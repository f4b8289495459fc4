package org.slapos.grid.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.Alive;
import org.slapos.grid.Eventually;
import org.slapos.grid.TestNode;

/** Promises in real processes; plugins run in the agent's Python with the agent's own small library. */
class PartitionPromisesTest extends PromiseBench {
  @BeforeEach
  void limitTime() {
    timeout(Duration.ofSeconds(10));
  }

  @Test
  void an_executable_is_kept_by_exit_status_0_and_its_output_is_the_message() throws Exception {
    executable("good", "echo \" $PWD $# \"; echo err >&2");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("good")).contains("\"failed\": false", "\"message\": \"" + folder + " 0 \\nerr\"");
    assertThat(log("good")).matches("(?s)\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d - INFO - \\d+-\\d{3} - .*");
  }

  @Test
  void all_promises_run_and_the_first_by_name_is_named() throws Exception {
    executable("b.sh", "echo second; exit 1");
    executable("a.sh", "echo first; kill -9 $$");
    executable("c.sh", "echo fine");

    assertThat(check(PromiseMode.TEST)).contains("Promise 'a.sh' failed with output: first");

    assertThat(result("b")).contains("\"failed\": true");
    assertThat(result("c")).contains("\"failed\": false");
    assertThat(node.log().lines()).contains("INFO Checking promise b.sh...", "ERROR second");
  }

  @Test
  void a_promise_out_of_time_is_killed_with_its_children() throws Exception {
    timeout(Duration.ofSeconds(1));
    executable("slow", "trap '' TERM", "(trap '' TERM; sleep 3600) & echo $! > child", "sleep 3600");

    assertThat(check(PromiseMode.TEST))
        .contains("Promise 'slow' failed with output: Error: Promise timed out after 1 seconds");

    assertThat(Alive.pidIn(folder.resolve("child"))).isFalse();
    assertThat(log("slow")).contains("Terminating promise process 'slow'");
  }

  @Test
  void a_child_left_behind_neither_blocks_nor_survives() throws Exception {
    executable("forks", "sleep 3600 & echo $! > child", "echo done");

    long start = System.nanoTime();
    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
    assertThat(result("forks")).contains("\"done\"");
    Eventually.isTrue(() -> !Alive.pidIn(folder.resolve("child")));
  }

  @Test
  void a_flood_is_cut_to_its_end() throws Exception {
    executable("flood", "head -c 30000000 /dev/zero | tr '\\0' x; echo; echo the end; exit 1");

    assertThat(check(PromiseMode.TEST)).isPresent();

    assertThat(result("flood")).contains("the end").hasSizeLessThan(6000);
    assertThat(log("flood")).hasSizeLessThan(100_000);
  }

  @Test
  void bytes_that_are_no_text_do_no_harm() throws Exception {
    executable("garbage", "printf '\\377\\000\\033[1m'");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(PythonJson.readObject(result("garbage"))).isPresent();
  }

  @Test
  void what_cannot_be_executed_is_told_or_skipped() throws Exception {
    TestNode.write(folder.resolve("etc/promise/noshebang"), "echo hello\n", "rwxr-xr-x");
    TestNode.write(folder.resolve("etc/promise/notexecutable"), "#!/bin/sh\n", "rw-r--r--");
    Files.createSymbolicLink(folder.resolve("etc/promise/dangling"), Path.of("/no/such/file"));

    assertThat(check(PromiseMode.TEST))
        .contains("Promise 'noshebang' failed with output: [Errno 8] Exec format error: '%s'".formatted(folder.resolve("etc/promise/noshebang")));

    assertThat(node.log().lines()).contains(
        "WARNING Bad promise file at '%s'.".formatted(folder.resolve("etc/promise/notexecutable")),
        "WARNING Bad promise file at '%s'.".formatted(folder.resolve("etc/promise/dangling")));
  }

  @Test
  void the_compiled_form_of_a_plugin_that_is_gone_goes_too() throws Exception {
    TestNode.write(folder.resolve("etc/plugin/gone.pyc"), "", "rw-r--r--");
    TestNode.write(folder.resolve("etc/plugin/gone.pyo"), "", "rw-r--r--");
    plugin("stays.py", "def sense(self):\n  self.logger.info('fine')\n");
    TestNode.write(folder.resolve("etc/plugin/stays.pyc"), "", "rw-r--r--");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(folder.resolve("etc/plugin")).isDirectoryNotContaining("glob:**/gone.*");
    assertThat(folder.resolve("etc/plugin/stays.pyc")).exists();
  }

  @Test
  void a_saved_result_that_is_none_is_told_and_counts_as_nothing() throws Exception {
    executable("good", "echo fine");
    assertThat(check(PromiseMode.TEST)).isEmpty();
    Path file = folder.resolve(".slapgrid/promise/result/good.status.json");
    Files.writeString(file, "{\"result\": {\"type\": \"Other Result\", \"failed\": true}}");

    assertThat(check(PromiseMode.ANOMALY)).isEmpty();

    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING Bad promise JSON result at '%s'".formatted(file)));
  }

  @Test
  void what_versions_of_long_ago_wrote_is_removed() throws Exception {
    for (String name : new String[] {
        "history/good.history.json", "promise_status.json", "promise_stats.json", "global.json", "public.json"}) {
      TestNode.write(folder.resolve(".slapgrid/promise").resolve(name), "{}", "rw-r--r--");
    }
    executable("good", "echo fine");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    try (var left = Files.list(folder.resolve(".slapgrid/promise"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("result", "cache", "log");
    }
  }

  @Test
  void an_anomaly_of_an_executable_needs_three_failures_in_a_row() throws Exception {
    executable("flaky", "echo bad; exit 1");
    for (boolean failed : new boolean[] {false, false, true}) {
      assertThat(check(PromiseMode.ANOMALY).isPresent()).isEqualTo(failed);
      node.later(Duration.ofMinutes(3));
    }
    assertThat(result("flaky")).contains("\"Test Result\"");
  }

  @Test
  void what_is_not_due_starts_nothing_but_its_saved_failure_counts() throws Exception {
    executable("counts", "echo run >> runs; echo sorry; exit 1");
    executable("good", "echo run >> runs");
    check(PromiseMode.TEST);

    assertThat(check(PromiseMode.ANOMALY)).contains("Promise 'counts' failed with output: sorry");

    assertThat(folder.resolve("runs")).content().hasLineCount(2);
    assertThat(node.log().lines()).contains("INFO 2 promises didn't need to be checked.");
  }

  @Test
  void watched_for_anomalies_a_promise_may_time_out_once() throws Exception {
    timeout(Duration.ofSeconds(1));
    executable("slow", "sleep 3600");

    assertThat(check(PromiseMode.ANOMALY)).isEmpty();
    node.later(Duration.ofMinutes(3));
    assertThat(check(PromiseMode.ANOMALY)).isPresent();
  }

  @Test
  void a_plugin_gets_its_configuration_and_is_judged_by_its_log() throws Exception {
    plugin("web.py", """
        def __init__(self, config):
          super().__init__(config)
          self.setPeriodicity(minute=5)
        def sense(self):
          self.logger.info('%s %s %s', self.getConfig('word'), self.getConfig('partition-id'), self.getTitle())
        """);

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("web")).contains("\"Test Result\"", "\"from the recipe slappart0 web\"");
    assertThat(log("web")).contains(" - INFO - ");
    assertThat(TestNode.read(folder.resolve(".slapgrid/promise/cache/web")))
        .contains("\"is_tested\": true", "\"periodicity\": 5", "etc/plugin/web.py\"");
    assertThat(folder.resolve("etc/plugin/__init__.py")).exists();
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("INFO Switching to slappart0's python at "))
        .anyMatch(line -> line.contains("web.py[") && line.endsWith("INFO from the recipe slappart0 web"));
  }

  @Test
  void a_plugin_that_logs_an_error_or_raises_fails() throws Exception {
    plugin("a.py", "def sense(self):\n  self.logger.error('très grave')\n");
    plugin("b.py", "def sense(self):\n  raise RuntimeError('boom')\n");
    plugin("c.py", "def sense(self):\n  pass\ndef test(self):\n  return None\n");

    assertThat(check(PromiseMode.TEST)).contains("Promise 'a.py' failed with output: très grave");

    assertThat(result("b")).contains("\"boom\"");
    assertThat(result("c")).contains("Promise test method returned 'None'");
  }

  @Test
  void a_plugin_may_refuse_a_mode() throws Exception {
    plugin("anomalyonly.py", """
        def __init__(self, config):
          super().__init__(config)
          self.setTestLess()
        def sense(self):
          self.logger.error('watching only')
        """);

    assertThat(check(PromiseMode.TEST)).isEmpty();
    assertThat(folder.resolve(".slapgrid/promise/result/anomalyonly.status.json")).doesNotExist();

    assertThat(check(PromiseMode.ANOMALY)).contains("Promise 'anomalyonly.py' failed with output: watching only");
    assertThat(result("anomalyonly")).contains("\"Anomaly Result\"");
    assertThat(bangs).containsExactly("Promise anomalyonly is failing");
    assertThat(log("anomalyonly")).contains("INFO", "Bang with message 'Promise anomalyonly is failing'.");
  }

  @Test
  void only_the_first_anomaly_of_a_run_bangs() throws Exception {
    plugin("a.py", "def sense(self):\n  self.logger.error('bad')\n");
    plugin("b.py", "def sense(self):\n  self.logger.error('bad')\n");

    check(PromiseMode.ANOMALY);

    assertThat(bangs).containsExactly("Promise a is failing");
  }

  @Test
  void a_plugin_that_cannot_be_loaded_says_why_in_the_log_and_fails() throws Exception {
    TestNode.write(folder.resolve("etc/plugin/noclass.py"), "import sys\nsys.path[0:0] = []\n", "rw-r--r--");
    TestNode.write(folder.resolve("etc/plugin/other.py"), "x = 1\n", "rw-r--r--");
    plugin("extra.py", "def sense(self):\n  pass\n");
    Files.writeString(folder.resolve("etc/plugin/extra.py"),
        TestNode.read(folder.resolve("etc/plugin/extra.py")).replace("'word'", "'name'"));

    assertThat(check(PromiseMode.TEST))
        .contains("Promise 'extra.py' failed with output: Error: No output returned by the promise");

    assertThat(result("noclass")).contains("Error: No output returned by the promise");
    assertThat(result("other")).contains("Error: No output returned by the promise");
    assertThat(node.log().lines()).anyMatch(line -> line.contains("Class RunPromise not found in noclass.py"))
        .anyMatch(line -> line.contains("Extra parameter name 'name' cannot be used."));
  }

  @Test
  void a_plugin_out_of_time_is_killed() throws Exception {
    timeout(Duration.ofSeconds(2));
    plugin("slow.py", """
        def sense(self):
          import subprocess
          child = subprocess.Popen(['sleep', '3600'])
          open('child', 'w').write(str(child.pid))
          child.wait()
        """);

    assertThat(check(PromiseMode.TEST))
        .contains("Promise 'slow.py' failed with output: Error: Promise timed out after 2 seconds");

    assertThat(Alive.pidIn(folder.resolve("child"))).isFalse();
  }

  @Test
  void a_plugin_cannot_answer_for_the_bridge() throws Exception {
    plugin("liar.py", """
        def sense(self):
          print('slapgrid-0000000000000000 result {"type": "Test Result", "failed": false}')
          self.logger.error('the truth')
        """);

    assertThat(check(PromiseMode.TEST)).contains("Promise 'liar.py' failed with output: the truth");
  }

  @Test
  void a_schedule_that_cannot_be_read_hides_no_other_promise() throws Exception {
    executable("a", "echo a");
    executable("b", "echo b");
    Path schedule = folder.resolve(".slapgrid/promise/cache/a");
    Files.createDirectories(schedule.getParent());
    try (var file = new RandomAccessFile(schedule.toFile(), "rw")) {
      file.setLength(3L << 30);
    }

    assertThatThrownBy(() -> check(PromiseMode.TEST)).hasMessageContaining("bytes, more than the");

    assertThat(result("b")).contains("\"failed\": false");
  }
}

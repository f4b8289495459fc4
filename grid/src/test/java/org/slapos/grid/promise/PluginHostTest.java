package org.slapos.grid.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.slapos.grid.Alive;
import org.slapos.grid.GridSettings;
import org.slapos.grid.TestNode;

/** Plugins of one partition share a process that they are forked from, and nothing else. */
class PluginHostTest extends PromiseBench {
  private void workers(int count, OptionalLong memory) {
    node.settings(node.settings().with(new GridSettings.Workload(1, count, memory)));
  }

  @Test
  void what_is_imported_for_all_is_imported_once() throws Exception {
    Path egg = node.root().resolve("egg");
    TestNode.write(egg.resolve("slapos/grid/promise/generic.py"), """
        open('%s', 'a').write('x')
        class GenericPromise(object):
          pass
        """.formatted(folder.resolve("imports")), "rw-r--r--");
    TestNode.write(egg.resolve("slapos/grid/promise/interface.py"), "class IPromise:\n  pass\n", "rw-r--r--");
    for (String name : new String[] {"a", "b", "c"}) {
      TestNode.write(folder.resolve("etc/plugin/" + name + ".py"),
          "import sys\nsys.path[0:0] = ['%s']\nfrom slapos.grid.promise.generic import GenericPromise\n".formatted(egg),
          "rw-r--r--");
    }
    check(PromiseMode.TEST);
    assertThat(folder.resolve("imports")).content().isEqualTo("x");
  }

  @Test
  void one_of_another_import_path_gets_its_own_modules_and_not_those_of_the_others() throws Exception {
    for (String name : new String[] {"a", "b"}) {
      TestNode.write(node.root().resolve("egg-" + name + "/common.py"), "WHO = '" + name + "'\n", "rw-r--r--");
      plugin(name + ".py", """
          def sense(self):
            import common, os, sys
            self.logger.info('%s %s', common.WHO, sorted(set(p for p in sys.path if 'egg-' in p)))
          """);
      Path file = folder.resolve("etc/plugin/" + name + ".py");
      Files.writeString(file, TestNode.read(file).replace(
          "'/no/such/egg'", "'" + node.root().resolve("egg-" + name) + "'"));
    }

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("a")).contains("a ['" + node.root().resolve("egg-a") + "']");
    assertThat(result("b")).contains("b ['" + node.root().resolve("egg-b") + "']");
  }

  @Test
  void they_run_at_the_same_time() throws Exception {
    workers(2, OptionalLong.empty());
    for (String[] pair : new String[][] {{"a", "b"}, {"b", "a"}}) {
      plugin(pair[0] + ".py", """
          def sense(self):
            import os, time
            open('%s-is-here', 'w').close()
            for i in range(400):
              if os.path.exists('%s-is-here'):
                return self.logger.info('met')
              time.sleep(0.01)
            self.logger.error('alone')
          """.formatted(pair[0], pair[1]));
    }
    assertThat(check(PromiseMode.TEST)).isEmpty();
    assertThat(result("a")).contains("\"met\"");
  }

  @Test
  void one_that_kills_the_process_it_came_from_costs_the_later_ones_nothing() throws Exception {
    workers(1, OptionalLong.empty());
    plugin("a.py", "def sense(self):\n  import os, signal, time\n  os.kill(os.getppid(), signal.SIGKILL)\n  time.sleep(60)\n");
    plugin("b.py", "def sense(self):\n  self.logger.info('fine')\n");

    assertThat(check(PromiseMode.TEST))
        .contains("Promise 'a.py' failed with output: Error: No output returned by the promise");

    assertThat(result("b")).contains("\"fine\"");
  }

  @Test
  void one_that_stops_the_process_it_came_from_is_ended_at_its_time() throws Exception {
    workers(1, OptionalLong.empty());
    timeout(Duration.ofSeconds(2));
    plugin("a.py", "def sense(self):\n  import os, signal, time\n  os.kill(os.getppid(), signal.SIGSTOP)\n  time.sleep(60)\n");
    plugin("b.py", "def sense(self):\n  self.logger.info('fine')\n");

    assertThat(check(PromiseMode.TEST)).contains("Promise 'a.py' failed with output: Error: Promise timed out after 2 seconds");

    assertThat(result("b")).contains("\"fine\"");
  }

  @Test
  void nothing_that_one_has_forked_survives_the_look() throws Exception {
    plugin("a.py", """
        def sense(self):
          import os, subprocess, time
          if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
              open('forked', 'w').write(str(os.getpid()))
              time.sleep(3600)
            os._exit(0)
          child = subprocess.Popen(['setsid', 'sleep', '3600'], start_new_session=True)
          open('started', 'w').write(str(child.pid))
          while not os.path.exists('forked') or not open('forked').read():
            time.sleep(0.01)
        """);

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(Alive.pidIn(folder.resolve("started"))).isFalse();
    assertThat(Alive.pidIn(folder.resolve("forked"))).isFalse();
  }

  @Test
  void one_that_takes_too_much_memory_fails_alone() throws Exception {
    workers(2, OptionalLong.of(400L << 20));
    plugin("a.py", "def sense(self):\n  x = bytearray(1 << 30)\n  self.logger.info('big')\n");
    plugin("b.py", "def sense(self):\n  self.logger.info('fine')\n");

    assertThat(check(PromiseMode.TEST)).isPresent().get().asString().startsWith("Promise 'a.py' failed");

    assertThat(result("b")).contains("\"fine\"");
  }

  @Test
  void a_flood_and_garbage_reach_nobody_else() throws Exception {
    timeout(Duration.ofSeconds(60));
    workers(2, OptionalLong.empty());
    plugin("a.py", """
        def sense(self):
          import os
          for i in range(1000):
            os.write(1, b'1 end 0\\n2 out 99999\\n\\xff\\xfe\\0' * 100)
          self.logger.info('done')
        """);
    plugin("b.py", "def sense(self):\n  self.logger.info('fine')\n");

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("a")).contains("\"done\"");
    assertThat(result("b")).contains("\"fine\"");
    assertThat(node.log().lines()).hasSizeLessThan(1100)
        .anyMatch(line -> line.endsWith("lines of output are left out here"));
  }

  @Test
  void the_end_of_the_interpreter_is_an_ordinary_one() throws Exception {
    plugin("a.py", """
        def sense(self):
          import atexit, threading, time
          atexit.register(lambda: open('farewell', 'w').write('x'))
          def later():
            time.sleep(0.2)
            print('said at the end', end='')
          threading.Thread(target=later).start()
        """);
    assertThat(check(PromiseMode.TEST)).isEmpty();
    assertThat(folder.resolve("farewell")).hasContent("x");
    assertThat(node.log().lines()).contains("INFO said at the end");
  }

  @Test
  void a_log_that_nobody_rotated_for_years_is_read_from_its_end() throws Exception {
    workers(1, OptionalLong.of(600L << 20));
    Path log = folder.resolve(".slapgrid/promise/log/old.log");
    Files.createDirectories(log.getParent());
    try (var file = new RandomAccessFile(log.toFile(), "rw")) {
      file.seek(2L << 30);
      file.writeBytes("\n2026-11-20 10:00:00 - INFO - 1795600000-111 - before\n");
    }
    plugin("old.py", """
        def sense(self):
          self.logger.info('now, after %s', self.getLastPromiseResultList(result_count=1)[0][0]['message'])
        """);

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("old")).contains("now, after before");
  }

  @Test
  void executions_without_a_failure_count_when_failures_are_asked_for_as_in_the_reference() throws Exception {
    TestNode.write(folder.resolve(".slapgrid/promise/log/asks.log"), """
        2026-11-20 10:00:00 - ERROR - 1795600000-111 - one
        2026-11-20 10:02:00 - INFO - 1795600120-222 - two
        2026-11-20 10:04:00 - INFO - 1795600240-333 - three
        """, "rw-r--r--");
    plugin("asks.py", """
        def sense(self):
          def found(count):
            return [[record['message'] for record in one]
                    for one in self.getLastPromiseResultList(result_count=count, only_failure=True)]
          self.logger.info('%s %s', found(2), found(3))
        """);

    assertThat(check(PromiseMode.TEST)).isEmpty();

    assertThat(result("asks")).contains("[[], []] [[], [], ['one']]");
  }
}

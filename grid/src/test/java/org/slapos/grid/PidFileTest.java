package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
  private final RecordingLog log = new RecordingLog();

  @Test
  void holds_the_pid_without_newline_and_is_removed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pid");
    try (PidFile taken = PidFile.take(file, log)) {
      assertThat(taken.path()).content().isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(file).doesNotExist();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void a_live_slapos_process_keeps_it(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pid");
    Process other = new ProcessBuilder("sh", "-c", "sleep 60; : slapos").start();
    try {
      Files.writeString(file, Long.toString(other.pid()));
      assertThatThrownBy(() -> PidFile.take(file, log))
          .isInstanceOfSatisfying(PidFile.RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(10))
          .hasMessage("New slapos process started, but another slapos process is aleady running with pid %d, exiting.",
              other.pid());
      assertThat(file).content().isEqualTo(Long.toString(other.pid()));
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void other_programs_dead_ones_and_garbage_are_stale(@TempDir Path folder) throws Exception {
    Process sleeping = new ProcessBuilder("sleep", "60").start();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    try {
      for (String content : new String[] {Long.toString(sleeping.pid()), Long.toString(dead.pid()), "garbage", ""}) {
        Path file = folder.resolve("pid");
        Files.writeString(file, content);
        PidFile.take(file, log).close();
        assertThat(log.lines().getLast()).isEqualTo("INFO Existing pid file '%s' was stale, overwritten", file);
      }
      assertThat(log.lines()).hasSize(4);
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void a_folder_that_does_not_exist_is_told(@TempDir Path folder) {
    assertThatThrownBy(() -> PidFile.take(folder.resolve("no/pid"), log))
        .isInstanceOfSatisfying(PidFile.RefusedException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
        .hasMessageStartingWith("slapgrid could not write pidfile");
  }

  @Test
  void of_several_that_come_at_the_same_time_one_gets_it(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("pid");
    var rivals = new ArrayList<Process>();
    for (int i = 0; i < 4; i++) {
      rivals.add(new ProcessBuilder("sh", "-c", "sleep 60; : slapos").start());
    }
    try (var threads = Executors.newFixedThreadPool(rivals.size())) {
      for (int round = 0; round < 200; round++) {
        Files.writeString(file, "stale");
        var start = new CyclicBarrier(rivals.size());
        var taking = rivals.stream().map(rival -> threads.submit(() -> {
          start.await();
          try {
            PidFile.take(file, rival.pid(), log);
            return 0;
          } catch (PidFile.RefusedException e) {
            return e.exitCode();
          }
        })).toList();
        var statuses = new ArrayList<Integer>();
        for (var one : taking) {
          statuses.add(one.get());
        }
        assertThat(statuses).containsExactlyInAnyOrder(0, 10, 10, 10);
      }
    } finally {
      rivals.forEach(Process::destroyForcibly);
    }
  }
}

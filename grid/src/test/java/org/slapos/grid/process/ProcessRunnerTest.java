package org.slapos.grid.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.Alive;
import org.slapos.grid.Eventually;

class ProcessRunnerTest {
  @TempDir Path folder;
  private final RunningProcesses running = new RunningProcesses();
  private final ProcessRunner runner = new ProcessRunner(running);

  private Command shell(String script) {
    return Command.of(
        List.of("/bin/sh", "-c", script), folder, Map.of("PATH", System.getenv("PATH")), RunAs.Caller.CALLER);
  }

  @Test
  void output_comes_line_by_line_and_whole() {
    var lines = new ArrayList<String>();
    Completion completion = runner.run(shell("echo one; echo two >&2; printf three; umask; exit 4"), lines::add);

    assertThat(lines).containsExactly("one", "two", "three0027");
    assertThat(completion.output()).isEqualTo("one\ntwo\nthree0027\n");
    assertThat(completion.exitCode()).isEqualTo(4);
  }

  @Test
  void standard_input_is_empty_and_the_environment_is_only_what_was_given() {
    Completion completion = runner.run(shell("cat; env | cut -d= -f1 | sort | tr '\\n' ' '"), _ -> {});
    assertThat(completion.output()).isEqualTo("PATH PWD \n");
  }

  @Test
  void a_background_process_that_holds_the_output_does_not_hold_the_agent() {
    long start = System.nanoTime();
    Completion completion = runner.run(shell("sleep 30 & echo $!"), _ -> {});

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(Alive.pid(completion.output())).as("services may outlive a buildout").isTrue();
    ProcessHandle.of(Long.parseLong(completion.output().strip())).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void the_time_limit_ends_the_whole_family_even_orphans_that_ignore_term() {
    Completion completion = runner.run(
        shell("(trap '' TERM; (trap '' TERM; sleep 600) & echo $!; exec true) ; sleep 600")
            .withTimeout(Optional.of(Duration.ofMillis(500))), _ -> {});

    assertThat(completion.timedOut()).isTrue();
    assertThat(completion.succeeded()).isFalse();
    assertThat(Alive.pid(completion.output())).isFalse();
  }

  @Test
  void sweeping_ends_what_was_left_behind() {
    Completion completion = runner.runAndSweep(shell("sleep 600 & echo $!"), _ -> {});
    Eventually.isTrue(() -> !Alive.pid(completion.output()));
  }

  @Test
  void only_the_end_of_a_flood_is_kept() {
    Completion completion = runner.run(
        shell("i=0; while [ $i -lt 3000 ]; do i=$((i+1)); echo line $i; done").capturing(1000), _ -> {});
    assertThat(completion.output()).hasSizeLessThanOrEqualTo(1000).endsWith("line 2999\nline 3000\n");
  }

  @Test
  void a_program_that_is_missing_is_named() {
    Command command = Command.of(List.of("/no/such/program"), folder, Map.of(), RunAs.Caller.CALLER);
    assertThat(runner.run(command, _ -> {}).output()).contains("/no/such/program");
    Command nowhere = Command.of(List.of("true"), folder.resolve("none"), Map.of(), RunAs.Caller.CALLER);
    assertThatThrownBy(() -> runner.run(nowhere, _ -> {})).isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot run");
  }

  @Test
  void stopping_kills_what_runs_and_refuses_what_comes() throws Exception {
    var failures = new CopyOnWriteArrayList<Throwable>();
    Thread thread = Thread.ofPlatform().start(() -> {
      try {
        runner.run(shell("sleep 600 & echo $! > child; wait"), _ -> {});
      } catch (AgentStoppingException e) {
        failures.add(e);
      }
    });
    Path child = folder.resolve("child");
    Eventually.isTrue(() -> Files.exists(child) && child.toFile().length() > 1);

    running.stop();
    thread.join(Duration.ofSeconds(10));

    assertThat(failures).hasSize(1);
    assertThat(Alive.pid(Files.readString(child))).isFalse();
    assertThatThrownBy(() -> runner.run(shell("true"), _ -> {})).isInstanceOf(AgentStoppingException.class);
  }

  @Test
  void another_account_is_reached_through_setpriv_or_runuser() {
    var account = new Account(5, 60, "games", Path.of("/usr/games"));
    assertThat(PrivilegeDrop.SETPRIV.prefix(new RunAs.User(account)))
        .containsExactly("/usr/bin/setpriv", "--reuid", "5", "--regid", "60", "--init-groups", "--");
    assertThat(PrivilegeDrop.RUNUSER.prefix(new RunAs.User(account)))
        .containsExactly("/sbin/runuser", "-u", "games", "--");
    assertThat(PrivilegeDrop.SETPRIV.prefix(RunAs.Caller.CALLER)).isEmpty();
  }
}

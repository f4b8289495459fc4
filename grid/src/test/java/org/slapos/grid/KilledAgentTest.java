package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.FakeMaster;

/** An agent in a process of its own is killed without warning; the next one brings everything to its goal. */
class KilledAgentTest {
  private static final String INSTALL =
      "mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web";

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final Path folder = node.partition("slappart0");
  private final AtomicReference<Process> agent = new AtomicReference<>();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private void startAgent(String pass) throws Exception {
    var words = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
        System.getProperty("java.class.path"), AgentProgram.class.getName()));
    words.addAll(AgentProgram.arguments(pass, node));
    agent.set(new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(new File("/dev/null")).start());
  }

  private void kill() {
    ProcessHandle handle = agent.get().toHandle();
    handle.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    handle.destroyForcibly();
    handle.onExit().join();
  }

  private void converges() {
    master.forget();
    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));
    assertThat(master.told()).containsExactly("startedComputerPartition slappart0");
    Eventually.isTrue(() -> node.processes().equals(List.of("slappart0:web-on-watch RUNNING")));
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("1");
    assertThat(node.root().resolve("pid")).doesNotExist();
    assertThat(node.log().lines()).anyMatch(line -> line.contains("was stale, overwritten"));
  }

  @Test
  void while_buildout_runs() throws Exception {
    node.release("[ -e again ] || { touch again; sleep 3600; }", INSTALL);
    master.instance("slappart0", URL, "started", "1");
    startAgent("instance");
    Eventually.isTrue(() -> Files.exists(folder.resolve("again")));
    kill();
    converges();
  }

  @Test
  void while_promises_run() throws Exception {
    node.release(INSTALL, "mkdir -p etc/promise; printf '#!/bin/sh\\n[ -e again ] || { touch again; sleep 3600; }\\n' "
        + "> etc/promise/p; chmod 700 etc/promise/p");
    master.instance("slappart0", URL, "started", "1");
    startAgent("instance");
    Eventually.isTrue(() -> Files.exists(folder.resolve("again")));
    kill();
    assertThat(folder.resolve(".timestamp")).doesNotExist();
    converges();
  }

  @Test
  void while_the_master_is_being_told() throws Exception {
    node.release(INSTALL);
    master.instance("slappart0", URL, "started", "1");
    master.on("startedComputerPartition", () -> {
      Process running = agent.getAndSet(null);
      if (running != null) {
        running.destroyForcibly().onExit().join();
      }
    });
    startAgent("instance");
    agent.get().onExit().join();
    assertThat(folder.resolve(".timestamp")).doesNotExist();
    converges();
  }

  @Test
  void a_polite_signal_lets_it_report_and_clean_up() throws Exception {
    node.release("[ -e again ] || { touch again; sleep 3600 & echo $! > child; wait; }", INSTALL);
    master.instance("slappart0", URL, "started", "1");
    startAgent("instance");
    Eventually.isTrue(() -> Files.exists(folder.resolve("child")) && !TestNode.read(folder.resolve("child")).isEmpty());

    agent.get().destroy();
    assertThat(agent.get().onExit().join().exitValue()).isEqualTo(143);

    assertThat(Alive.pidIn(folder.resolve("child"))).isFalse();
    assertThat(master.told()).containsExactly("softwareInstanceError slappart0");
    assertThat(node.root().resolve("pid")).doesNotExist();
  }

  @Test
  void while_a_partition_is_destroyed() throws Exception {
    node.release(INSTALL, "mkdir -p sbin; printf '#!/bin/sh\\n[ -e again ] || { touch again; sleep 3600; }\\n' "
        + "> sbin/destroy; chmod 700 sbin/destroy");
    master.instance("slappart0", URL, "started", "1");
    node.grid().instance();
    master.instance("slappart0", URL, "destroyed", "2");
    startAgent("report");
    Eventually.isTrue(() -> Files.exists(folder.resolve("again")));
    kill();
    master.forget();

    assertThat(node.grid().report().exitCode()).isZero();

    assertThat(folder).isEmptyDirectory();
    assertThat(master.told())
        .containsExactly("stoppedComputerPartition slappart0", "destroyedComputerPartition slappart0");
  }
}

package org.slapos.grid.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.Eventually;
import org.slapos.grid.RecordingLog;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.ConnectionException;

/** The agent with jobs and a change feed of the test's own. */
class AgentTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir
  private Path folder;

  private final RecordingLog log = new RecordingLog();
  private final Feed feed = new Feed();
  private Optional<Agent> agent = Optional.empty();

  /** A Master that answers what the test puts into it. */
  private static final class Feed implements ChangeFeed {
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    @Override
    public Awaited await(Optional<String> since, Duration timeout) {
      try {
        return switch (answers.take()) {
          case Awaited answer -> answer;
          case RuntimeException failure -> throw failure;
          default -> throw new IllegalStateException();
        };
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Agent start(Job... jobs) {
    var started = new Agent(List.of(jobs), feed, Duration.ofMillis(1), Clock.systemUTC(), log);
    agent = Optional.of(started);
    started.start();
    return started;
  }

  @AfterEach
  void end() throws InterruptedException {
    if (agent.isPresent()) {
      agent.get().end();
      agent.get().join();
    }
  }

  private static Job counting(String name, boolean onChange, AtomicInteger runs) {
    return new Job(name, name, LONG, onChange, () -> {
      runs.incrementAndGet();
      return 0;
    });
  }

  @Test
  void all_jobs_are_done_at_the_beginning_and_by_their_intervals() {
    var often = new AtomicInteger();
    var seldom = new AtomicInteger();
    start(
        new Job("often", "a", Duration.ofMillis(20), false, () -> often.incrementAndGet() > 0 ? 0 : 1),
        counting("seldom", false, seldom));
    Eventually.isTrue(() -> often.get() >= 3 && seldom.get() == 1);
  }

  @Test
  void a_change_at_the_master_has_those_jobs_done_at_once_that_are_for_it() throws Exception {
    var instance = new AtomicInteger();
    var report = new AtomicInteger();
    Agent started = start(counting("instance", true, instance), counting("report", false, report));
    Eventually.isTrue(() -> instance.get() == 1 && report.get() == 1);

    feed.answers.put(new ChangeFeed.Awaited.Changed("1"));
    feed.answers.put(new ChangeFeed.Awaited.Changed("2"));
    Eventually.isTrue(() -> instance.get() == 2);

    assertThat(report.get()).isEqualTo(1);
    assertThat(started.state().master()).isEqualTo("watching");
    Eventually.isTrue(() -> started.state().jobs().getFirst().reason() == JobState.Reason.CHANGE);
  }

  @Test
  void a_change_during_a_run_has_the_job_done_again() throws Exception {
    var runs = new AtomicInteger();
    var hold = new CountDownLatch(1);
    Agent started = start(new Job("instance", "a", LONG, true, () -> {
      runs.incrementAndGet();
      try {
        return hold.await(30, TimeUnit.SECONDS) ? 0 : 1;
      } catch (InterruptedException e) {
        return 1;
      }
    }));
    Eventually.isTrue(() -> runs.get() == 1);
    feed.answers.put(new ChangeFeed.Awaited.Changed("1"));
    feed.answers.put(new ChangeFeed.Awaited.Changed("2"));
    Eventually.isTrue(() -> started.state().master().equals("watching"));
    Eventually.isTrue(feed.answers::isEmpty);
    hold.countDown();
    Eventually.isTrue(() -> runs.get() == 2);
  }

  @Test
  void jobs_of_one_lane_never_run_at_the_same_time_and_others_do() {
    var inLane = new AtomicInteger();
    var most = new AtomicInteger();
    var meeting = new CountDownLatch(2);
    Job meet = meeting("x", meeting);
    start(
        exclusive("a", inLane, most), exclusive("b", inLane, most), exclusive("c", inLane, most), meet,
        meeting("y", meeting));
    Eventually.isTrue(() -> agent.orElseThrow().state().jobs().stream().allMatch(job -> job.runs() >= 1));
    assertThat(most.get()).isEqualTo(1);
    assertThat(agent.orElseThrow().state().jobs()).allMatch(job -> job.lastStatus().orElse(-1) == 0);
  }

  private static Job meeting(String name, CountDownLatch meeting) {
    return new Job(name, name, LONG, false, () -> {
      meeting.countDown();
      try {
        return meeting.await(30, TimeUnit.SECONDS) ? 0 : 1;
      } catch (InterruptedException e) {
        return 1;
      }
    });
  }

  private static Job exclusive(String name, AtomicInteger inLane, AtomicInteger most) {
    return new Job(name, "shared", LONG, false, () -> {
      most.accumulateAndGet(inLane.incrementAndGet(), Math::max);
      inLane.decrementAndGet();
      return 0;
    });
  }

  @Test
  void a_job_that_breaks_is_counted_and_done_again() {
    var runs = new AtomicInteger();
    Agent started = start(new Job("instance", "a", Duration.ofMillis(10), true, () -> {
      if (runs.incrementAndGet() == 1) {
        throw new IllegalStateException("broken");
      }
      return 0;
    }));
    Eventually.isTrue(() -> runs.get() >= 2);
    assertThat(started.state().jobs().getFirst().failures()).isEqualTo(1);
    assertThat(log.lines()).contains("ERROR instance failed: broken");
  }

  @Test
  void a_master_without_changes_or_out_of_reach_leaves_the_schedules_alone() throws Exception {
    var runs = new AtomicInteger();
    Agent started = start(counting("instance", true, runs));
    feed.answers.put(new ConnectionException("http://master/", new IOException("refused")));
    Eventually.isTrue(() -> started.state().master().equals("unreachable"));
    feed.answers.put(ChangeFeed.Awaited.Unsupported.UNSUPPORTED);
    Eventually.isTrue(() -> started.state().master().equals("unsupported"));
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void a_master_that_comes_back_is_taken_for_changed() throws Exception {
    var runs = new AtomicInteger();
    start(counting("instance", true, runs));
    feed.answers.put(new ChangeFeed.Awaited.Changed("1"));
    feed.answers.put(new ConnectionException("http://master/", new IOException("refused")));
    feed.answers.put(new ChangeFeed.Awaited.Changed("5"));
    Eventually.isTrue(() -> runs.get() == 2);
  }

  @Test
  void a_master_that_learns_to_tell_changes_is_waited_for_from_then_on() throws Exception {
    var runs = new AtomicInteger();
    Agent started = start(counting("instance", true, runs));
    Eventually.isTrue(() -> runs.get() == 1);
    feed.answers.put(ChangeFeed.Awaited.Unsupported.UNSUPPORTED);
    Eventually.isTrue(() -> started.state().master().equals("unsupported"));
    feed.answers.put(new ConnectionException("http://master/", new IOException("refused")));
    Eventually.isTrue(() -> started.state().master().equals("unreachable"));
    feed.answers.put(ChangeFeed.Awaited.Unsupported.UNSUPPORTED);
    Eventually.isTrue(() -> started.state().master().equals("unsupported"));
    feed.answers.put(new ChangeFeed.Awaited.Changed("1"));
    Eventually.isTrue(() -> runs.get() == 2);
    assertThat(started.state().master()).isEqualTo("watching");
  }

  @Test
  void an_answer_that_nobody_foresaw_does_not_end_the_waiting() throws Exception {
    var runs = new AtomicInteger();
    start(counting("instance", true, runs));
    feed.answers.put(new IllegalStateException("odd"));
    feed.answers.put(new ChangeFeed.Awaited.Changed("1"));
    Eventually.isTrue(() -> runs.get() == 2);
    assertThat(log.lines()).anyMatch(line -> line.contains("odd"));
  }

  @Test
  void a_job_that_finds_no_class_or_no_memory_leaves_its_lane_alive() {
    var runs = new AtomicInteger();
    Agent started = start(new Job("instance", "a", Duration.ofMillis(10), true, () -> {
      switch (runs.incrementAndGet()) {
        case 1 -> throw new NoClassDefFoundError("a jar that was replaced");
        case 2 -> throw new OutOfMemoryError("heap");
        default -> {
          return 0;
        }
      }
    }));
    Eventually.isTrue(() -> runs.get() >= 3);
    assertThat(started.state().jobs().getFirst().failures()).isEqualTo(2);
  }

  @Test
  void a_clock_that_was_set_back_holds_no_job_up() {
    var now = Instant.parse("2026-11-23T12:00:00Z");
    var runner = new JobRunner(counting("instance", true, new AtomicInteger()), Clock.fixed(now, ZoneOffset.UTC), log);
    runner.run();
    assertThat(runner.wait(now.plusSeconds(60))).isEqualTo(LONG.minusSeconds(60));
    assertThat(runner.wait(now.minusSeconds(86_400))).isEqualTo(Duration.ZERO);
  }

  @Test
  void the_socket_tells_the_state_and_has_jobs_done() throws Exception {
    var runs = new AtomicInteger();
    Agent started = start(counting("instance", true, runs));
    Path path = folder.resolve("agent.sock");
    var answers = new AgentAnswers(
        started, () -> new NodeFacts(Map.of("RUNNING", 3), Map.of("slappart0", 2), Map.of("slappart0", 1)));
    try (AgentSocket socket = AgentSocket.unix(path, answers, log)) {
      Thread.ofPlatform().daemon().start(socket);
      var client = new AgentClient(path);
      Eventually.isTrue(() -> runs.get() == 1);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
      assertThat(client.run("instance")).isEqualTo("asked for instance");
      Eventually.isTrue(() -> runs.get() == 2);
      assertThat(client.get("/status")).contains("\"name\": \"instance\"", "\"master\": \"connecting\"");
      assertThat(client.get("/metrics")).contains(
          "# TYPE slapos_agent_job_runs_total counter", "slapos_agent_job_runs_total{job=\"instance\"} ",
          "slapos_services{state=\"RUNNING\"} 3", "slapos_promises{partition=\"slappart0\",result=\"failing\"} 1");
      assertThatThrownBy(() -> client.run("nosuch")).hasMessage("the agent refuses: there is no job 'nosuch'");
      assertThatThrownBy(() -> AgentSocket.unix(path, answers, log)).isInstanceOf(AgentSocket.TakenException.class);
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void a_socket_that_a_killed_agent_left_is_replaced() throws Exception {
    Path path = folder.resolve("agent.sock");
    var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
    server.bind(java.net.UnixDomainSocketAddress.of(path));
    server.close();
    Agent started = start(counting("instance", true, new AtomicInteger()));
    try (AgentSocket socket = AgentSocket.unix(path, new AgentAnswers(started, () -> new NodeFacts(Map.of(), Map.of(), Map.of())), log)) {
      assertThat(socket.address()).hasToString(path.toString());
    }
  }

  @Test
  void an_address_that_cannot_be_had_is_named() throws Exception {
    Agent started = start(counting("instance", true, new AtomicInteger()));
    var answers = new AgentAnswers(started, () -> new NodeFacts(Map.of(), Map.of(), Map.of()));
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var taken = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());
      assertThatThrownBy(() -> AgentSocket.tcp(taken, answers, log))
          .hasMessageContaining("The agent cannot answer on ").hasMessageContaining(":" + other.getLocalPort());
    }
    Path nowhere = folder.resolve("nowhere/agent.sock");
    assertThatThrownBy(() -> AgentSocket.unix(nowhere, answers, log))
        .hasMessageContaining("The agent cannot answer on " + nowhere);
    assertThatThrownBy(() -> AgentSocket.unix(folder.resolve("x".repeat(200)), answers, log))
        .hasMessageContaining("The agent cannot answer on " + folder);
  }

  @Test
  void a_port_gives_metrics_and_takes_no_orders_and_a_silent_client_keeps_nobody_waiting() throws Exception {
    Agent started = start(counting("instance", true, new AtomicInteger()));
    var answers = new AgentAnswers(started, () -> new NodeFacts(Map.of(), Map.of(), Map.of()));
    try (AgentSocket socket =
            AgentSocket.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answers, log)) {
      Thread.ofPlatform().daemon().start(socket);
      int port = ((InetSocketAddress) socket.address()).getPort();
      try (var silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(silent.isConnected()).isTrue();
        assertThat(ask(port, "GET /metrics HTTP/1.1")).startsWith("HTTP/1.1 200").contains("slapos_agent_master_up 1");
        assertThat(ask(port, "POST /run/instance HTTP/1.1")).startsWith("HTTP/1.1 404");
        assertThat(ask(port, "garbage")).startsWith("HTTP/1.1 400");
        assertThat(ask(port, "GET /metrics HTTP/1.1\r\nVia: 1.1 slapos-http-proxy")).startsWith("HTTP/1.1 403");
      }
    }
  }

  private static String ask(int port, String line) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((line + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

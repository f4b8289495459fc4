package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.Eventually;
import org.slapos.grid.RecordingLog;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.NotFoundException;

class WatchdogTest {
  @TempDir Path root;
  private final List<String> bangs = new CopyOnWriteArrayList<>();
  private final RecordingLog log = new RecordingLog();
  private Path partition;

  @BeforeEach
  void makePartition() throws Exception {
    partition = Files.createDirectory(root.resolve("slappart0"));
  }

  private static String event(String name, String group, String process) {
    String payload = "processname:%s groupname:%s from_state:RUNNING expected:0 pid:2766".formatted(process, group);
    return "ver:3.0 server:supervisor serial:21 pool:watchdog poolserial:10 eventname:%s len:%d\n%s"
        .formatted(name, payload.length(), payload);
  }

  private String serve(Watchdog.Bang bang, String... events) throws Exception {
    var answers = new ByteArrayOutputStream();
    var input = new ByteArrayInputStream(String.join("", events).getBytes(UTF_8));
    new Watchdog(root, bang, input, answers, log).run();
    return answers.toString(UTF_8);
  }

  private String serve(String... events) throws Exception {
    return serve((group, message) -> bangs.add(group + ": " + message), events);
  }

  @Test
  void bangs_when_a_watched_service_exits_or_is_given_up() throws Exception {
    for (String state : List.of("PROCESS_STATE_EXITED", "PROCESS_STATE_FATAL")) {
      Files.deleteIfExists(partition.resolve(".slapos_latest_bang_timestamp"));
      String answers = serve(event(state, "slappart0", "httpd-on-watch"));
      assertThat(answers).isEqualTo("READY\nRESULT 2\nOKREADY\n");
    }
    assertThat(bangs).containsExactly(
        "slappart0: httpd-on-watch process in partition slappart0 encountered a problem",
        "slappart0: httpd-on-watch process in partition slappart0 encountered a problem");
  }

  @Test
  void ignores_other_processes_and_other_events() throws Exception {
    serve(
        event("PROCESS_STATE_EXITED", "slappart0", "once"),
        event("PROCESS_STATE_STOPPED", "slappart0", "httpd-on-watch"),
        event("PROCESS_STATE_EXITED", "../slappart0", "httpd-on-watch"));
    assertThat(bangs).isEmpty();
  }

  @Test
  void bangs_once_per_deployment_with_fractional_timestamps() throws Exception {
    Files.writeString(partition.resolve(".timestamp"), "1795395642.2674682");
    String exited = event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch");

    serve(exited, exited);
    assertThat(bangs).hasSize(1);
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).content().isEqualTo("1795395642.2674682");

    Files.writeString(partition.resolve(".timestamp"), "1795395642.3");
    serve(exited);
    assertThat(bangs).hasSize(2);
  }

  @Test
  void an_undeployed_partition_is_banged_once() throws Exception {
    String exited = event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch");
    serve(exited, exited);
    assertThat(bangs).hasSize(1);
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).content().isEqualTo("0");
  }

  @Test
  void a_master_that_is_away_is_told_once_it_is_back() throws Exception {
    Files.writeString(partition.resolve(".timestamp"), "7");
    var refusals = new AtomicInteger(3);
    try (var supervisord = new Conversation((group, _) -> {
      if (refusals.getAndDecrement() > 0) {
        throw new ConnectionException("refused");
      }
      bangs.add(group);
    })) {
      supervisord.tell(event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));
      Eventually.isTrue(() -> Files.exists(partition.resolve(".slapos_latest_bang_timestamp")));
    }
    assertThat(bangs).containsExactly("slappart0");
    assertThat(log.lines()).hasSize(3).allMatch(line -> line.contains("refused"));
  }

  @Test
  void a_partition_that_is_deployed_anew_needs_no_bang_for_the_deployment_before() throws Exception {
    Files.writeString(partition.resolve(".timestamp"), "7");
    var tries = new AtomicInteger();
    try (var supervisord = new Conversation((_, _) -> {
      tries.incrementAndGet();
      throw new ConnectionException("refused");
    })) {
      supervisord.tell(event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));
      Eventually.isTrue(() -> tries.get() > 0);
      Files.writeString(partition.resolve(".timestamp"), "8");
    }
    assertThat(partition.resolve(".slapos_latest_bang_timestamp")).doesNotExist();
  }

  @Test
  void a_master_that_hangs_holds_back_no_event_and_a_refusal_is_not_repeated() throws Exception {
    var hold = new CountDownLatch(1);
    var tries = new AtomicInteger();
    try (var supervisord = new Conversation((_, _) -> {
      tries.incrementAndGet();
      assertThat(hold.await(30, TimeUnit.SECONDS)).isTrue();
      throw new NotFoundException("no such partition");
    })) {
      for (int i = 0; i < 20; i++) {
        supervisord.tell(event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));
      }
      supervisord.awaitAnswers(20);
      hold.countDown();
    }
    assertThat(tries.get()).isEqualTo(1);
  }

  @Test
  void a_link_or_a_file_without_end_in_the_place_of_a_timestamp_ends_nothing() throws Exception {
    Files.createSymbolicLink(partition.resolve(".timestamp"), Path.of("/dev/zero"));
    serve(event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));
    assertThat(bangs).hasSize(1);
    Files.delete(partition.resolve(".timestamp"));
    try (var large = new RandomAccessFile(partition.resolve(".timestamp").toFile(), "rw")) {
      large.setLength(1L << 40);
    }
    String answers = serve(event("PROCESS_STATE_EXITED", "slappart0", "httpd-on-watch"));
    assertThat(answers).isEqualTo("READY\nRESULT 2\nOKREADY\n");
    assertThat(bangs).hasSize(1);
  }

  /** What a bang does in a test. */
  private interface Act {
    void send(String partition, String message) throws InterruptedException;
  }

  /** A watchdog in a thread of its own, which supervisord talks to until it closes its end. */
  private final class Conversation implements AutoCloseable {
    private final PipedOutputStream events = new PipedOutputStream();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final Thread thread;

    Conversation(Act act) throws IOException {
      var watchdog = new Watchdog(root, (partition, message) -> {
        try {
          act.send(partition, message);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }, Duration.ofMillis(1), new PipedInputStream(events, 1 << 16), answers, log);
      thread = Thread.ofPlatform().start(() -> {
        try {
          watchdog.run();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }

    void tell(String event) throws IOException {
      events.write(event.getBytes(UTF_8));
      events.flush();
    }

    void awaitAnswers(int count) {
      Eventually.isTrue(() -> answers.toString(UTF_8).split("RESULT", -1).length > count);
    }

    @Override
    public void close() throws IOException {
      events.close();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}

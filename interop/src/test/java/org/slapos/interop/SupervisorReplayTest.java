package org.slapos.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/**
 * The recorded runs of the reference's commands around supervisord, run by ours with a real one in the same order: exit
 * status and what is printed, without the lines of the watchdog, which the recorded node could not run.
 */
class SupervisorReplayTest {
  private static final List<String> BEFORE_SUPERVISORD = List.of(
      "status: no supervisord configuration yet", "status: no instance_root", "status: node with an option",
      "supervisord: instance_root absent", "supervisord: first start", "supervisord: already running",
      "supervisorctl: first shutdown", "status: automatic launch forbidden", "status: supervisord is started by the command",
      "status: again", "status: name", "supervisorctl: pid", "supervisorctl: version", "supervisorctl: unknown action",
      "supervisorctl: the action help", "supervisorctl: no action: interactive shell",
      "supervisorctl: status");
  private static final List<String> WITH_A_PROGRAM = List.of(
      "supervisorctl: update", "status: stopped process", "start: unknown", "start: no name", "start: group",
      "start: already started", "status: running process", "tail: process", "supervisorctl: option after the action",
      "tail: no name", "tail: unknown", "restart: process", "stop: unknown", "stop: process", "stop: already stopped",
      "status: node alone", "start: group", "stop: all", "supervisorctl: shutdown", "supervisord: started", "supervisorctl: reload, then shutdown");
  /** Those of an account without rights, and one that ends by a signal, have tests of their own here. */
  private static final Set<String> APART =
      Set.of("status: not root", "supervisord: in the foreground, then SIGTERM");
  /** Its status is 1 there, because the watchdog's command is empty. */
  private static final Set<String> OF_A_BROKEN_WATCHDOG = Set.of("restart: all");

  @TempDir private Path folder;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), "http://127.0.0.1:1/", 1);
    variant("noinst", "instance_root = .*\n", "");
    variant("absinst", "instance_root = .*\n", "instance_root = /absent/inst\n");
    variant("forbid", "root_check = ", "forbid_supervisord_automatic_launch = true\nroot_check = ");
    variant("nodered", "root_check = False", "root_check = True");
  }

  private void variant(String name, String pattern, String replacement) throws IOException {
    Files.writeString(
        folder.resolve(name + ".cfg"), Files.readString(node.configuration()).replaceAll(pattern, replacement));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private record Recorded(List<String> words, String input, int exit, String out) {}

  private static Map<String, Recorded> recorded() throws IOException {
    var all = new TreeMap<String, Recorded>();
    for (String command : List.of("restart", "start", "status", "stop", "supervisorctl", "supervisord", "tail")) {
      try (var in = Objects.requireNonNull(
          SupervisorReplayTest.class.getResourceAsStream("transcripts/node-" + command + ".json"))) {
        var records = ((Value.Dict) JsonText.read(new String(in.readAllBytes(), UTF_8))).get("records").orElseThrow();
        for (Value each : ((Value.ListValue) records).items()) {
          var run = (Value.Dict) each;
          String name = run.text("name").orElseThrow();
          if (run.text("version").orElseThrow().equals("1.26.1") && !name.equals("help")) {
            all.put(command + ": " + name, new Recorded(
                ((Value.ListValue) run.get("argv").orElseThrow()).items().stream().map(word -> ((Value.Text) word).value()).toList(),
                run.text("stdin").orElse(""),
                ((Value.Int) run.get("exit").orElseThrow()).value().intValue(),
                run.text("stdout").orElse("")));
          }
        }
      }
    }
    return all;
  }

  @Test
  void recorded_runs_end_as_they_did_in_the_recorded_order() throws IOException {
    Map<String, Recorded> all = recorded();
    var replayed = new TreeSet<>(BEFORE_SUPERVISORD);
    replayed.addAll(WITH_A_PROGRAM);
    replayed.addAll(APART);
    replayed.addAll(OF_A_BROKEN_WATCHDOG);
    assertThat(replayed).isEqualTo(all.keySet());

    var found = new TreeMap<String, String>();
    BEFORE_SUPERVISORD.forEach(name -> replay(all.get(name)).ifPresent(difference -> found.put(name, difference)));
    Files.writeString(node.instanceRoot().resolve("etc/supervisord.conf.d/slappart0.conf"), """
        [group:slappart0]
        programs=slappart0-sleep
        [program:slappart0-sleep]
        process_name=sleep
        command=sleep 3600
        autostart=false
        startsecs=0
        stdout_logfile=%s
        """.formatted(folder.resolve("sleep.log")));
    WITH_A_PROGRAM.forEach(name -> replay(all.get(name)).ifPresent(difference -> found.put(name, difference)));
    assertThat(found).as("runs that differ").isEmpty();
  }

  private Optional<String> replay(Recorded recorded) {
    var words = new ArrayList<>(List.of("-c", "printf '%s' \"$1\" | { shift; exec \"$@\"; }", "sh", recorded.input()));
    words.add(CommandRun.ourSlapos().toString());
    // The log of the watchdog is in the machine's folder for such, where every supervisord that starts removes them.
    recorded.words().forEach(word -> words.add(filled(word.equals("watchdog") ? "slappart0:sleep" : word)));
    CommandRun run = node.run(Path.of("/bin/sh"), words.toArray(String[]::new));
    if (recorded.words().contains("shutdown")) {
      awaitSilence(System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
    }
    List<String> expected = comparable(filled(recorded.out()));
    if (run.status() != recorded.exit()) {
      return Optional.of("exit " + run.status() + " instead of " + recorded.exit() + ": " + run.out() + run.err());
    }
    return comparable(run.out()).equals(expected)
        ? Optional.empty()
        : Optional.of("printed " + comparable(run.out()) + " instead of " + expected);
  }

  private String filled(String text) {
    return text.replace("{WORK}/cfg/node.cfg", node.configuration().toString())
        .replace("{WORK}/cfg/", folder + "/").replace("{WORK}/inst", node.instanceRoot().toString());
  }

  /** Process ids, times and the order of programs change from run to run. */
  private static List<String> comparable(String out) {
    return out.replaceAll("(?m)^(supervisor> )?watchdog.*\n", "").lines()
        .map(line -> line.strip().replaceAll("^supervisor> $", "supervisor>")
            .replaceAll("pid \\d+, uptime \\d+:\\d\\d:\\d\\d", "pid N, uptime T").replaceAll("^\\d+$", "N")
            .replaceAll("^\\d+\\.\\d+\\.\\d+$", "V").replaceAll("[A-Z][a-z][a-z] \\d\\d \\d\\d:\\d\\d [AP]M", "TIME"))
        .sorted().toList();
  }

  @Test
  void supervisord_starts_with_nothing_but_an_instance_root() throws IOException {
    variant("little", "(computer_id|master_url|software_root) = .*\n", "");
    String configuration = folder.resolve("little.cfg").toString();
    assertThat(node.slapos("node", "supervisord", "--cfg", configuration).ended(0).err())
        .contains("no watchdog until the configuration is complete", "'computer_id' is missing");
    assertThat(node.slapos("node", "status", "--cfg", configuration).ended(0).out()).contains("watchdog");
  }

  @Test
  void without_rights_the_status_is_refused() throws IOException {
    node.unprivileged();
    CommandRun run = node.slapos("node", "status", "--cfg", folder.resolve("nodered.cfg").toString());
    run.ended(recorded().get("status: not root").exit());
    assertThat(run.out()).isEmpty();
  }

  @Test
  void a_supervisord_in_the_foreground_ends_with_its_command() throws Exception {
    Recorded recorded = recorded().get("supervisord: in the foreground, then SIGTERM");
    var words = new ArrayList<>(List.of(CommandRun.ourSlapos().toString()));
    recorded.words().forEach(word -> words.add(filled(word)));
    Process command = new ProcessBuilder(words)
        .redirectErrorStream(true).redirectOutput(folder.resolve("foreground.log").toFile()).start();
    Path socket = node.instanceRoot().resolve("sv.sock");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!answers(socket)) {
      assertThat(System.nanoTime()).as("supervisord listens").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
    command.toHandle().destroy();
    assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(command.exitValue()).isEqualTo(128 - recorded.exit());
    awaitSilence(deadline);
  }

  private void awaitSilence(long deadline) {
    while (answers(node.instanceRoot().resolve("sv.sock"))) {
      assertThat(System.nanoTime()).as("supervisord is gone").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean answers(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return Files.exists(socket) && channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}

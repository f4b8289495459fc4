package org.slapos.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.cli.TestTerminal;
import org.slapos.grid.python.PythonTools;

/**
 * The recorded runs of the reference's node commands that start nothing, run by ours: exit status and standard output. Runs
 * that need buildout or supervisord are left to the agent's own tests.
 */
class NodeTranscriptReplayTest {
  private static final Set<String> NEEDS_SUPERVISORD = Set.of(
      "nothing to do", "stale pid file", "success, nothing to do", "master unreachable",
      "a partition fails (software not installed)", "--only-cp of an unknown partition");
  private static final Set<String> NEEDS_BUILDOUT = Set.of("a software fails");
  /** BootTest has these with a clock of its own. */
  private static final Set<String> WAITS = Set.of(
      "master unreachable: tries for ever (stopped after 20 s)", "format fails: tries for ever (stopped after 20 s)",
      "interface without IPv6: waits for ever (stopped after 8 s)");
  private static final String SHARED_PART = "shared/zlib/0123456789abcdef0123456789abcdef";

  @TempDir Path work;
  private ScriptedPeer peer;
  private Path tools;
  /** A process whose command line says slapos, as that of a pid file's owner must. */
  private Process other;

  @BeforeEach
  void start() throws IOException {
    peer = new ScriptedPeer();
    other = new ProcessBuilder("sh", "-c", "read line", "slapos node").start();
    tools = work.resolve("tools");
    for (String program : List.of("python", "supervisord", "supervisorctl", "buildout")) {
      Files.createDirectories(tools.resolve("bin"));
      Files.createFile(tools.resolve("bin").resolve(program));
    }
    new PythonTools(tools).markComplete();
  }

  @AfterEach
  void stop() {
    other.destroy();
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-bang", "node-software", "node-promise"})
  void recorded_runs_end_as_they_did(String command) throws IOException {
    assertThat(differing(command, NEEDS_BUILDOUT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-instance", "node-report"})
  void recorded_runs_without_supervisord_end_as_they_did(String command) throws IOException {
    assertThat(differing(command, NEEDS_SUPERVISORD)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node-prune", "node-format", "node-collect", "node-boot"})
  void recorded_runs_that_prepare_the_machine_end_as_they_did(String command) throws IOException {
    assertThat(differing(command, WAITS)).isEmpty();
  }

  @Test
  void root_check_is_a_word_for_yes_or_no() throws IOException {
    Path cfg = Files.writeString(work.resolve("c.cfg"), "[slapos]\nroot_check = OFF\nmaster_url = http://127.0.0.1:1/\n");
    var terminal = new TestTerminal(work, Map.of("SLAPOS_CONFIGURATION", cfg.toString()), false);
    assertThat(terminal.run("node", "bang")).isEqualTo(1);
    assertThat(terminal.err()).contains("computer_id").doesNotContain("root");
  }

  private Map<String, String> differing(String command, Set<String> left) throws IOException {
    var found = new TreeMap<String, String>();
    var transcripts = Transcript.read(command).transcripts();
    for (var transcript : transcripts) {
      // Where the versions disagree the newest counts: the pid file is looked at before the Master is asked.
      boolean counts = transcript.isNewest() || (transcript.http().isEmpty() && transcripts.stream().noneMatch(
          newest -> newest.isNewest() && newest.name().equals(transcript.name()) && newest.exit() != transcript.exit()));
      if (counts && !left.contains(transcript.name()) && !transcript.argv().contains("help")) {
        String difference = replay(transcript);
        if (!difference.isEmpty()) {
          found.put(transcript.title(), difference);
        }
      }
    }
    return found;
  }

  private String replay(Transcript transcript) throws IOException {
    Path folder = Files.createTempDirectory(work, "work");
    UnaryOperator<String> fill = text -> text
        .replace("{MASTER}", peer.url()).replace("{MOCK}", peer.url()).replace("{WORK}", folder.toString())
        .replace("{CLOSED_PORT}", "1");
    Files.createDirectories(folder.resolve("inst"));
    Files.createDirectories(folder.resolve("soft"));
    for (String word : transcript.argv()) {
      if (word.endsWith(".cfg")) {
        Path cfg = Path.of(fill.apply(word));
        Files.createDirectories(cfg.getParent());
        Files.writeString(cfg, configuration(transcript, folder));
      }
    }
    definition(folder);
    Path part = Files.createDirectories(folder.resolve(SHARED_PART));
    if (transcript.name().equals("again")) {
      Files.delete(part);
    }
    if (transcript.name().equals("another one runs (pid file)") || transcript.name().equals("software pid file present")) {
      Files.writeString(folder.resolve("pid"), Long.toString(other.pid()));
    } else if (transcript.name().equals("stale pid file")) {
      Files.writeString(folder.resolve("pid"), "4194304");
    }
    peer.play(Map.of(), transcript.http(), fill);
    var environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    transcript.environment().forEach((variable, value) -> environment.putIfAbsent(variable, fill.apply(value)));
    var terminal = new TestTerminal(folder, environment, !transcript.name().equals("not root"));
    int exit = terminal.run(transcript.argv().stream().map(fill).toArray(String[]::new));
    if (exit != transcript.exit()) {
      return "exit " + exit + " instead of " + transcript.exit() + ": " + terminal.err();
    }
    if (transcript.argv().contains("prune") && exit == 0
        && Files.exists(part) == transcript.name().matches("success|again")) {
      return "the unused part " + (Files.exists(part) ? "is still there" : "was removed");
    }
    return transcript.isNewest() && !terminal.out().equals(fill.apply(transcript.stdout()))
        ? "printed " + terminal.out() + " instead of " + fill.apply(transcript.stdout())
        : "";
  }

  /** Of a computer with two partitions. */
  private static void definition(Path folder) throws IOException {
    var text = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int i = 0; i < 2; i++) {
      text.append("[partition_%1$d]\naddress = 127.0.0.%2$d/255.0.0.0\npathname = slappart%1$d\nuser = %3$s\nnetwork_interface =\n"
          .formatted(i, i + 2, System.getProperty("user.name")));
    }
    Files.createDirectories(folder.resolve("cwd"));
    Files.writeString(folder.resolve("cwd/def.cfg"), text);
  }

  /** The recordings name these files without their content; the name of the run tells what is wrong in it. */
  private String configuration(Transcript transcript, Path folder) {
    String name = transcript.name();
    String master = name.contains("unreachable") ? "http://127.0.0.1:1/"
        : name.equals("master answers 404") ? peer.url() + "/s404/" : peer.url() + "/";
    var lines = new TreeMap<String, String>(Map.of(
        "computer_id", computer(transcript), "master_url", master, "instance_root", folder + "/inst",
        "software_root", folder + "/soft", "python_tools", tools.toString(), "root_check", "false",
        "software_min_free_space", "1B", "instance_min_free_space", "1B"));
    for (String key : List.of("pidfile_software", "pidfile_instance", "pidfile_report")) {
      if (!name.startsWith("--pidfile")) {
        lines.put(key, folder + "/pid");
      }
    }
    if (!name.equals("no shared_part_list")) {
      lines.put("shared_part_list", folder + "/shared");
    }
    var format = new TreeMap<String, String>(Map.of(
        "input_definition_file", folder + "/cwd/def.cfg", "computer_xml", folder + "/computer.xml",
        "partition_amount", "2", "alter_user", "false", "alter_network", "false"));
    switch (name) {
      case "no computer_xml" -> format.remove("computer_xml");
      case "alter_user has a bad value" -> format.put("alter_user", "maybe");
      case "unknown interface" -> {
        format.remove("input_definition_file");
        format.put("interface_name", "nosuchif");
      }
      case "no [slapformat] section" -> format.clear();
      case "key_file absent" -> lines.put("key_file", "/absent.key");
      case "not root" -> lines.put("root_check", "true");
      case "root_check = no", "root_check = 0", "root_check = maybe" ->
          lines.put("root_check", name.substring(name.lastIndexOf(' ') + 1));
      case "no computer_id" -> lines.remove("computer_id");
      case "missing mandatory parameters" ->
          lines.keySet().removeAll(List.of("computer_id", "instance_root", "master_url", "software_root"));
      case "empty mandatory parameter" -> lines.put("computer_id", "");
      case "key_file without the rest" -> lines.put("key_file", "/absent.key");
      case "certificate files absent" -> {
        lines.put("key_file", "/absent.key");
        lines.put("cert_file", "/absent.crt");
        lines.put("certificate_repository_path", folder.toString());
      }
      default -> {
        // Nothing is wrong in it.
      }
    }
    var text = new StringBuilder("[slapos]\n");
    lines.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    if (!format.isEmpty()) {
      text.append("[slapformat]\n");
      format.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    }
    return text.toString();
  }

  private static String computer(Transcript transcript) {
    return transcript.argv().stream().filter(word -> word.endsWith("_computer.cfg")).findFirst()
        .map(word -> word.replaceFirst(".*/", "").replace(".cfg", ""))
        .orElse(transcript.argv().contains("bang") ? "local_computer" : "empty_computer");
  }
}

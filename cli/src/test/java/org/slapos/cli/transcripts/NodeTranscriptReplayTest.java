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

  @Test
  void root_check_is_a_word_for_yes_or_no() throws IOException {
    Path cfg = Files.writeString(work.resolve("c.cfg"), "[slapos]\nroot_check = OFF\nmaster_url = http://127.0.0.1:1/\n");
    var terminal = new TestTerminal(work, Map.of("SLAPOS_CONFIGURATION", cfg.toString()), false);
    assertThat(terminal.run("node", "bang")).isEqualTo(1);
    assertThat(terminal.err()).contains("computer_id").doesNotContain("root");
  }

  private Map<String, String> differing(String command, Set<String> left) throws IOException {
    var found = new TreeMap<String, String>();
    for (var transcript : Transcript.read(command).transcripts()) {
      // Where the versions disagree the newest counts: the pid file is looked at before the Master is asked.
      boolean counts = transcript.version().equals("1.26.1") || transcript.http().isEmpty();
      if (counts && !left.contains(transcript.name()) && !transcript.argv().contains("help")) {
        String difference = replay(transcript);
        if (!difference.isEmpty()) {
          found.put(transcript.version() + " " + transcript.name(), difference);
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
    String configured = fill.apply(transcript.argv().stream().filter(word -> word.endsWith(".cfg")).findFirst().orElseThrow());
    Path cfg = Path.of(configured);
    Files.createDirectories(cfg.getParent());
    Files.writeString(cfg, configuration(transcript, folder));
    if (transcript.name().equals("another one runs (pid file)")) {
      Files.writeString(folder.resolve("pid"), Long.toString(other.pid()));
    } else if (transcript.name().equals("stale pid file")) {
      Files.writeString(folder.resolve("pid"), "4194304");
    }
    peer.play(Map.of(), transcript.http(), fill);
    var environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    var terminal = new TestTerminal(folder, environment, !transcript.name().equals("not root"));
    int exit = terminal.run(transcript.argv().stream().map(fill).toArray(String[]::new));
    if (exit != transcript.exit()) {
      return "exit " + exit + " instead of " + transcript.exit() + ": " + terminal.err();
    }
    boolean newest = transcript.version().equals("1.26.1");
    return newest && !terminal.out().equals(fill.apply(transcript.stdout()))
        ? "printed " + terminal.out() + " instead of " + fill.apply(transcript.stdout())
        : "";
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
    switch (name) {
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
    return text.toString();
  }

  private static String computer(Transcript transcript) {
    return transcript.argv().stream().filter(word -> word.endsWith("_computer.cfg")).findFirst()
        .map(word -> word.replaceFirst(".*/", "").replace(".cfg", ""))
        .orElse(transcript.argv().contains("bang") ? "local_computer" : "empty_computer");
  }
}

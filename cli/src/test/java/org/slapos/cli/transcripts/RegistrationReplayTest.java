package org.slapos.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.cli.TestTerminal;

/**
 * The recorded runs of the commands that configure a machine, run by ours: exit status, prompts, what the web site is
 * asked, and which files are there afterwards, with their modes.
 */
class RegistrationReplayTest {
  /** They start supervisord and a Master: interop's quickstart does so too, and LocalNodeFilesTest has the files. */
  private static final Set<String> STARTS_A_NODE = Set.of("success", "shacache proxy", "other options");

  @TempDir Path work;
  private ScriptedPeer peer;

  @BeforeEach
  void start() throws IOException {
    peer = new ScriptedPeer();
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"configure-client", "node-register", "configure-local"})
  void recorded_runs_end_as_they_did(String command) throws IOException {
    var found = new TreeMap<String, String>();
    for (var transcript : Transcript.read(command).transcripts()) {
      if (command.equals("configure-local") && STARTS_A_NODE.contains(transcript.name())) {
        continue;
      }
      List<String> differences = replay(transcript);
      if (!differences.isEmpty()) {
        found.put(transcript.title(), String.join("; ", differences));
      }
    }
    Map<String, String> accepted = Transcript.acceptedDifferences(command);
    var unexpected = new TreeMap<>(found);
    unexpected.keySet().removeAll(accepted.keySet());
    assertThat(unexpected).as("runs that differ").isEmpty();
    assertThat(found.keySet()).as("accepted differences that are none").containsAll(accepted.keySet());
  }

  private List<String> replay(Transcript transcript) throws IOException {
    Path home = Files.createTempDirectory(work, "home");
    Path folder = Files.createTempDirectory(work, "work");
    UnaryOperator<String> fill = text -> text
        .replace("{MOCK}", peer.url()).replace("{HOME}", home.toString()).replace("{WORK}", folder.toString())
        .replace("/etc/opt/", folder + "/etc/opt/").replace("{CLOSED_PORT}", "1");
    if (transcript.name().endsWith("exists") || transcript.name().startsWith("again")) {
      for (var file : transcript.after()) {
        write(fill.apply(file.path()), fill.apply(file.content()), file.mode());
      }
    }
    if (transcript.name().equals("again: already configured")) {
      write(folder + "/cl/etc/slapos.cfg", "[slapos]\n", "644");
    }
    peer.play(Map.of(), transcript.http(), fill);
    var environment = new HashMap<String, String>();
    transcript.environment().forEach((name, value) -> environment.put(name, fill.apply(value)));
    var terminal = new TestTerminal(folder, home, environment, transcript.stdin(), !transcript.name().equals("not root"));
    int exit = terminal.run(words(transcript, folder).stream().map(fill).toArray(String[]::new));

    var differences = new ArrayList<String>();
    if (exit != transcript.exit()) {
      differences.add("exit " + exit + " instead of " + transcript.exit() + ": " + terminal.err());
    }
    if (!transcript.argv().contains("help") && !terminal.out().strip().equals(transcript.stdout().strip())) {
      differences.add("printed " + terminal.out() + " instead of " + transcript.stdout());
    }
    long asked = transcript.http().stream().filter(exchange -> exchange.method().equals("POST")).count();
    if (peer.posts().size() != asked) {
      differences.add("asked " + peer.posts() + " instead of " + transcript.http());
    }
    for (var file : transcript.after()) {
      difference(fill.apply(file.path()), file.mode(), fill.apply(file.content())).ifPresent(differences::add);
    }
    return differences;
  }

  /** The usual place of a node's configuration is that of this machine. */
  private static List<String> words(Transcript transcript, Path folder) {
    var words = new ArrayList<>(transcript.argv());
    if (words.contains("register") && !words.contains("--cfg") && !words.contains("help")) {
      words.addAll(List.of("--cfg", folder + "/etc/opt/slapos/slapos.cfg"));
      // Not to be moved once more.
      words.replaceAll(word -> word.replace(folder + "/etc/opt/", "/etc/opt/"));
    }
    return words;
  }

  private static void write(String path, String content, String mode) throws IOException {
    Path file = Path.of(path);
    if (path.endsWith("/")) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions(mode)));
  }

  private static Optional<String> difference(String path, String mode, String content) throws IOException {
    Path file = Path.of(path);
    if (!Files.exists(file)) {
      return Optional.of(path + " is missing");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!permissions.equals(PosixFilePermissions.fromString(permissions(mode)))) {
      return Optional.of(path + " is " + PosixFilePermissions.toString(permissions) + " instead of " + mode);
    }
    if (!content.isEmpty() && !withoutComments(Files.readString(file)).equals(withoutComments(content))) {
      return Optional.of(path + " holds " + Files.readString(file) + " instead of " + content);
    }
    return Optional.empty();
  }

  private static String withoutComments(String text) {
    return text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).collect(Collectors.joining("\n"));
  }

  private static String permissions(String octal) {
    return octal.chars().mapToObj(digit -> {
      int bits = digit - '0';
      return ((bits & 4) != 0 ? "r" : "-") + ((bits & 2) != 0 ? "w" : "-") + ((bits & 1) != 0 ? "x" : "-");
    }).collect(Collectors.joining());
  }
}

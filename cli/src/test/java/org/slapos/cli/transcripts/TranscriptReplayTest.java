package org.slapos.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.cli.TestTerminal;
import org.slapos.fakes.TestCertificate;
import org.slapos.fakes.TlsFront;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/**
 * The recorded runs of the reference's command line, run by ours against the recorded answers: the exit status of both
 * versions, what the newest sends to the Master, and what it prints for programs. {@code accepted-differences.tsv} names
 * each run that differs, and why.
 */
class TranscriptReplayTest {
  @TempDir Path work;
  private ScriptedPeer peer;
  private TlsFront secure;
  private TlsFront strict;
  private TestCertificate signer;
  private SigningKey key;

  @BeforeEach
  void start() throws IOException {
    signer = TestCertificate.make(work, "signer");
    key = SigningKey.read(signer.key());
    peer = new ScriptedPeer();
    secure = TlsFront.start(signer, signer, false, peer::answer);
    strict = TlsFront.start(signer, signer, true, peer::answer);
  }

  @AfterEach
  void stop() {
    secure.close();
    strict.close();
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "request", "supply", "remove", "service-list", "service-info", "computer-list", "computer-info", "computer-token",
    "configuration", "global", "logging", "console", "cache-lookup", "cache-source", "cachelookup-binary-sr", "cachelookup-pypi",
    "cachelookup-url", "complete"
  })
  void recorded_runs_end_as_they_did(String command) throws IOException {
    var recording = Transcript.read(command);
    var found = new TreeMap<String, String>();
    for (var transcript : recording.transcripts()) {
      if (needsAProcess(transcript)) {
        continue;
      }
      List<String> differences = replay(recording.web(), transcript);
      if (!differences.isEmpty()) {
        found.put(transcript.title(), String.join("; ", differences));
      }
    }
    Map<String, String> accepted = Transcript.acceptedDifferences(command);
    var unexpected = new TreeMap<>(found);
    unexpected.keySet().removeAll(accepted.keySet());
    var lines = unexpected.entrySet().stream().map(entry -> entry.getKey() + "\t" + entry.getValue()).toList();
    assertThat(String.join("\n", lines)).as("runs that differ").isEmpty();
    assertThat(found.keySet()).as("accepted differences that are none").containsAll(accepted.keySet());
  }

  /**
   * A pipe of a shell, a signal, or keys typed in: {@link SignalReplayTest} and interop have these. A console without
   * IPython is that of {@code -p}, and only a machine without it has one.
   */
  private static boolean needsAProcess(Transcript transcript) {
    String first = transcript.argv().isEmpty() ? "" : transcript.argv().getFirst();
    return transcript.name().equals("default shell without IPython") || first.equals("-c") || transcript.signal().isPresent() || (first.equals("console") && transcript.screen().isPresent());
  }

  private List<String> replay(Map<String, String> web, Transcript transcript) throws IOException {
    Path home = Files.createTempDirectory(work, "home");
    Path folder = Files.createTempDirectory(work, "work");
    UnaryOperator<String> fill = text -> text
        .replace("{MASTER}", peer.url()).replace("{MOCK}", peer.url()).replace("{WEB}", peer.url())
        .replace("{MOCK_TLS}", secure.url()).replace("{MOCK_TLS_CLIENTCERT}", strict.url())
        .replace("{HOME}", home.toString()).replace("{WORK}", folder.toString())
        .replace("{DATA}", folder.toString()).replace("{WORKROOT}", folder.toString()).replace("{CLOSED_PORT}", "1");
    configurations(folder, transcript, fill);
    for (Path place : List.of(folder.resolve("client"), home.resolve("c"))) {
      Files.copy(signer.key(), Path.of(place + ".key"));
      Files.copy(signer.certificate(), Path.of(place + ".crt"));
    }
    for (var file : transcript.files().entrySet()) {
      Path path = folder.resolve(fill.apply(file.getKey()));
      Files.createDirectories(path.getParent());
      Files.writeString(path, fill.apply(file.getValue()));
    }
    var environment = new HashMap<String, String>();
    environment.put("PATH", System.getenv("PATH"));
    transcript.environment().forEach((name, value) -> environment.put(name, fill.apply(value)));
    peer.play(web, transcript.http().stream().map(this::signed).toList(), fill);
    var terminal = new TestTerminal(folder, home, environment, transcript.stdin());
    if (transcript.screen().isPresent()) {
      terminal.colored();
    }
    int exit = terminal.run(transcript.argv().stream().map(fill).toArray(String[]::new));
    List<String> differences = differences(transcript, exit, terminal.out(), fill);
    if (transcript.isNewest() && transcript.screen().filter(TranscriptReplayTest::isPlainInformation).isPresent()
        && !withoutTimes(terminal.err()).equals(transcript.screen().get().text().replace("\r", ""))) {
      differences.add("showed " + withoutTimes(terminal.err()));
    }
    return differences;
  }

  private List<String> differences(Transcript transcript, int exit, String out, UnaryOperator<String> fill) {
    var differences = new ArrayList<String>();
    if (exit != transcript.exit()) {
      differences.add("exit " + exit + " instead of " + transcript.exit());
    }
    if (transcript.isNewest()) {
      if (!isForPeople(transcript) && !withoutAddresses(out).equals(fill.apply(transcript.stdout()))) {
        differences.add("printed " + out + " instead of " + fill.apply(transcript.stdout()));
      }
      List<Map<String, String>> sent = peer.posts().stream().map(call -> form(call.path(), call.body())).toList();
      List<Map<String, String>> recorded = transcript.http().stream()
          .filter(exchange -> exchange.method().equals("POST"))
          .map(exchange -> form(fill.apply(exchange.path()), fill.apply(exchange.sent().orElse("")
              .replaceAll("_URLENCODED\\}", "}"))))
          .toList();
      if (!sent.equals(recorded)) {
        differences.add("sent " + sent + " instead of " + recorded);
      }
    }
    return differences;
  }

  /** Messages of the command itself; those of the reference's libraries and its errors are worded otherwise. */
  private static boolean isPlainInformation(Transcript.Screen screen) {
    return screen.text().lines().allMatch(line -> line.contains("slapos[{PID}]") && line.contains("INFO"));
  }

  private static String withoutTimes(String messages) {
    return messages.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "{TIMESTAMP}").replaceAll("\\[\\d+\\]", "[{PID}]");
  }

  private static boolean isForPeople(Transcript transcript) {
    return transcript.argv().isEmpty() || transcript.argv().stream()
        .anyMatch(word -> List.of("help", "-h", "--help", "--version", "--vers").contains(word));
  }

  private static String withoutAddresses(String out) {
    return out.replaceAll("object at 0x[0-9a-f]+>", "object at 0x{ADDR}>");
  }

  private static Map<String, String> form(String path, String body) {
    var fields = new TreeMap<String, String>();
    fields.put("", path);
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  /** The recordings name these files without their content. */
  private void configurations(Path folder, Transcript transcript, UnaryOperator<String> fill) throws IOException {
    Path cfg = Files.createDirectories(folder.resolve("cfg"));
    String prefix = transcript.http().stream().map(Transcript.Exchange::path)
        .map(path -> path.replaceFirst("/(getHateoasUrl|supplySupply|requestComputerPartition|getSoftwareRelease.*)$", ""))
        .filter(path -> path.matches("/(s\\d+|hstatus/\\d+|h?garbage|mock|redirect)")).findFirst().orElse("/absent");
    configuration(cfg, "client", fill.apply("{MASTER}/"), "master_rest_url = " + fill.apply("{MASTER}/hateoas"));
    configuration(cfg, "norest", fill.apply("{MASTER}/"), "");
    configuration(cfg, "m", fill.apply("{MOCK}") + prefix, "");
    for (String name : List.of("mock", "mockempty", "scripted", "s404")) {
      configuration(cfg, name, fill.apply("{MOCK}/" + name), "");
    }
    caches(cfg, transcript, fill);
    configuration(cfg, "closed", "http://127.0.0.1:1/", "");
    configuration(cfg, "nohost", "http://host.invalid/", "");
    configuration(cfg, "bad", "frob", "");
    configuration(cfg, "nocert", "https://127.0.0.1:1/", "cert_file = /absent.crt\nkey_file = /absent.key");
    configuration(cfg, "wrongcert", "https://127.0.0.1:1/", "cert_file = /absent.crt\nkey_file = /absent.key");
    configuration(cfg, "tlsplain", peer.url().replace("http:", "https:"), "cert_file = /absent.crt\nkey_file = /absent.key");
  }

  /** The network cache that a recorded run asked, and one where nothing listens. */
  private void caches(Path folder, Transcript transcript, UnaryOperator<String> fill) throws IOException {
    String index = transcript.http().stream().map(exchange -> exchange.path().replaceFirst("/[^/]*$", "")).findFirst()
        .map(path -> fill.apply("{MOCK}") + path).orElse("http://127.0.0.1:1/shadir");
    String certificates = transcript.name().equals("no certificate list") ? "" : signer.setting();
    cache(folder, "cache", index, certificates);
    cache(folder, "cacheclosed", "http://127.0.0.1:1/shadir", certificates);
    configuration(folder, "nocache", "http://127.0.0.1:1/", "");
  }

  private static void cache(Path folder, String name, String index, String certificates) throws IOException {
    Files.writeString(folder.resolve(name + ".cfg"), """
        [networkcache]
        download-binary-cache-url = http://127.0.0.1:1/shacache
        download-binary-dir-url = %1$s
        download-cache-url = %1$s
        download-dir-url = %1$s
        """.formatted(index) + certificates);
  }

  /** Entries signed by somebody whose key is not recorded are signed anew. */
  private Transcript.Exchange signed(Transcript.Exchange exchange) {
    if (!exchange.body().startsWith("[[")) {
      return exchange;
    }
    var entries = ((Value.ListValue) JsonText.read(exchange.body())).items().stream().<Value>map(entry -> {
      var pair = ((Value.ListValue) entry).items();
      String text = ((Value.Text) pair.getFirst()).value();
      boolean recorded = !((Value.Text) pair.getLast()).value().isEmpty();
      return new Value.ListValue(
          List.of(pair.getFirst(), new Value.Text(recorded ? key.sign(text) : "")));
    }).toList();
    return new Transcript.Exchange(exchange.method(), exchange.path(), exchange.status(), exchange.type(),
        JsonText.writeLine(new Value.ListValue(entries)), exchange.sent());
  }

  private static void configuration(Path folder, String name, String master, String more) throws IOException {
    Files.writeString(folder.resolve(name + ".cfg"), "[slapos]\nmaster_url = " + master + "\n" + more + "\n");
  }
}

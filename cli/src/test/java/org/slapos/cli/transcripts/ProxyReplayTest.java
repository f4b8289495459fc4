package org.slapos.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.ProgramRun;
import org.slapos.cli.TestTerminal;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.sqlite.SQLiteDataSource;

/** The recorded runs of {@code proxy show}, with the recorded databases, and of {@code proxy start}. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProxyReplayTest {
  @TempDir Path work;

  @Test
  void proxy_show_prints_the_recorded_databases_as_recorded() throws Exception {
    var recording = Transcript.read("proxy-show");
    var found = new TreeMap<String, String>();
    for (var transcript : recording.transcripts()) {
      if (transcript.screen().isPresent() || transcript.argv().contains("help")) {
        // Interop has the terminal.
        continue;
      }
      Path folder = Files.createDirectories(Files.createTempDirectory(work, "show").resolve("cfg")).getParent();
      database(folder.resolve("proxy.db"), recording.web().get(transcript.version()));
      // Show reads databases of this Master, which has taken the recorded one over.
      Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "local_computer")).close();
      Files.writeString(folder.resolve("cfg/proxy.cfg"), "[slapproxy]\ndatabase_uri = " + folder + "/proxy.db\n");
      Files.writeString(folder.resolve("cfg/nodb.cfg"), "[slapproxy]\nhost = 127.0.0.1\n");
      UnaryOperator<String> fill = text -> text.replace("{WORK}", folder.toString());
      var terminal = new TestTerminal(folder);
      int exit = terminal.run(transcript.argv().stream().map(fill).toArray(String[]::new));
      if (exit != transcript.exit()) {
        found.put(transcript.title(), "exit " + exit + " instead of " + transcript.exit() + ": " + terminal.err());
      } else if (exit == 0 && transcript.isNewest() && !comparable(terminal.out()).equals(comparable(fill.apply(transcript.stdout())))) {
        found.put(transcript.title(), "printed " + terminal.out() + " instead of " + fill.apply(transcript.stdout()));
      }
    }
    assertOnlyAccepted("proxy-show", found);
  }

  /** Our times have whole microseconds, which makes their column narrower; short keys are shown whole. */
  private static String comparable(String shown) {
    String text = shown.replace("short...short", "short");
    return text.matches("(?s).*\\d{10}\\.\\d{6}.*")
        ? text.replaceAll("(\\d{10}\\.\\d{6})\\d", "$1").replaceAll(" +", " ").replaceAll("-{9,}", "---------")
        : text;
  }

  private static void database(Path file, String statements) throws SQLException {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.executeUpdate(statements);
    }
  }

  @Test
  void a_master_that_cannot_start_ends_as_recorded() throws IOException {
    var found = new TreeMap<String, String>();
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (var transcript : Transcript.read("proxy-start").transcripts()) {
        if (transcript.signal().isPresent()) {
          continue;
        }
        Path folder = Files.createTempDirectory(work, "start");
        configurations(folder);
        var terminal = new TestTerminal(folder);
        int exit = terminal.run(transcript.argv().stream()
            .map(word -> word.replace("{WORK}", folder.toString()).replace("{MOCK_PORT}", Integer.toString(taken.getLocalPort())))
            .toArray(String[]::new));
        if (exit != transcript.exit()) {
          found.put(transcript.title(), "exit " + exit + " instead of " + transcript.exit() + ": " + terminal.err());
        }
      }
    }
    assertOnlyAccepted("proxy-start", found);
  }

  private static void configurations(Path folder) throws IOException {
    Path cfg = Files.createDirectories(folder.resolve("cfg"));
    Files.createDirectories(folder.resolve("cwd"));
    Map<String, String> keys = Map.of(
        "computer_id", "computer_id = COMP-0\n", "host", "host = 127.0.0.1\n", "port", "port = 0\n",
        "database", "database_uri = " + folder + "/proxy.db\n");
    configuration(cfg.resolve("proxy.cfg"), keys, "", "");
    configuration(cfg.resolve("okproxy.cfg"), keys, "", "");
    configuration(cfg.resolve("nodb.cfg"), keys, "database", "");
    configuration(cfg.resolve("noport.cfg"), keys, "port", "");
    configuration(cfg.resolve("nocomp.cfg"), keys, "computer_id", "");
    configuration(cfg.resolve("badlist.cfg"), keys, "", "software_product_list =\n  one two three\n");
  }

  private static void configuration(Path file, Map<String, String> keys, String without, String more) throws IOException {
    var left = new TreeMap<>(keys);
    left.remove(without);
    Files.writeString(file, "[slapos]\n" + String.join("", left.values()) + "[slapproxy]\n" + more);
  }

  @Test
  void a_master_that_runs_ends_well_when_it_is_told_to_and_obeys_its_options() throws Exception {
    for (var transcript : Transcript.read("proxy-start").transcripts()) {
      if (!transcript.isNewest() || transcript.signal().isEmpty()) {
        continue;
      }
      Path folder = Files.createTempDirectory(work, "run");
      configurations(folder);
      int port;
      try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      boolean options = transcript.name().equals("options win over the file");
      var words = transcript.argv().stream()
          .map(word -> word.replace("{WORK}", folder.toString()).replace("21391", Integer.toString(port))).toList();
      Process process = ProgramRun.start(words);
      try (var messages = process.errorReader()) {
        String line = messages.readLine();
        while (!line.startsWith(" * Running on ")) {
          line = messages.readLine();
        }
        if (options) {
          assertThat(line).isEqualTo(" * Running on http://127.0.0.1:" + port);
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          assertThat(folder.resolve("cwd/t2.db")).exists();
        }
        SignalReplayTest.signal(transcript.signal().get(), process);
        // Of SIGTERM too, which the reference dies of.
        assertThat(process.onExit().get(60, TimeUnit.SECONDS).exitValue()).as(transcript.name()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static void assertOnlyAccepted(String command, Map<String, String> found) throws IOException {
    Map<String, String> accepted = Transcript.acceptedDifferences(command);
    var unexpected = new TreeMap<>(found);
    unexpected.keySet().removeAll(accepted.keySet());
    assertThat(unexpected).as("runs that differ").isEmpty();
    assertThat(found.keySet()).as("accepted differences that are none").containsAll(accepted.keySet());
  }
}

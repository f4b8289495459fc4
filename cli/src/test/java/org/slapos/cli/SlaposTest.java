package org.slapos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlaposTest {
  @TempDir Path folder;

  @Test
  void the_version_is_told_on_standard_output() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).matches("slapos \\d+\\.\\d+\\.\\d+ \\(Java \\d+\\)\n");
  }

  @Test
  void a_unique_prefix_of_a_global_option_is_enough_anywhere() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("request", "--versi")).isZero();
    assertThat(terminal.out()).startsWith("slapos ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-h", "--help", "help"})
  void without_a_command_all_commands_are_listed(String line) {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run(line.isEmpty() ? new String[0] : new String[] {line})).isZero();
    assertThat(terminal.out()).contains("  request ", "  node instance ", "  proxy start ", "  quickstart ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request --help", "--help request", "help request", "request -h"})
  void help_of_a_command_is_that_commands_help(String line) {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run(line.split(" "))).isZero();
    assertThat(terminal.out()).startsWith("usage: slapos request").contains("--parameters", "reference (title)");
  }

  @ParameterizedTest
  @CsvSource({
    "reqest,              request",
    "node softwar,        node software",
    "servicelist,         service list",
    "proxy,               proxy backup",
    "nodeinstance,        node instance",
    "suply a b,           supply",
  })
  void an_unknown_command_ends_with_5_and_a_suggestion(String line, String suggestion) {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run(line.split(" "))).isEqualTo(5);
    assertThat(terminal.err()).contains("does not exist. Did you mean 'slapos " + suggestion);
    assertThat(terminal.err().lines()).hasSize(1);
  }

  @Test
  void a_word_that_is_near_to_nothing_gets_no_suggestion() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("xyzzyplugh")).isEqualTo(5);
    assertThat(terminal.err()).isEqualTo(
        "slapos: the command 'xyzzyplugh' does not exist. All commands: slapos help\n");
  }

  @Test
  void an_option_that_is_not_global_before_the_command_ends_with_5() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("--frob", "request")).isEqualTo(5);
    assertThat(terminal.err()).contains("invalid option '--frob'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"supply", "supply a b c", "supply a b --frob", "request a b --sta", "request a b --s x",
      "configure local --partition-number x", "node format --alter_user maybe", "request -q -v a b"})
  void a_wrong_command_line_ends_with_2_and_the_usage(String line) {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run(line.split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains("error: ");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void a_missing_configuration_is_one_line_and_status_1() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("supply", "/a", "c", "--cfg", "none.cfg")).isEqualTo(1);
    assertThat(terminal.err())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d slapos\\[\\d+\\] ERROR .*/none.cfg: the configuration file does "
            + "not exist\n");
  }

  @Test
  void a_malformed_configuration_names_file_and_line() throws IOException {
    Path file = Files.writeString(folder.resolve("c.cfg"), "[slapos]\nmaster_url\n");
    var terminal = new TestTerminal(folder, Map.of("SLAPOS_CLIENT_CONFIGURATION", file.toString()), false);
    assertThat(terminal.run("service", "list")).isEqualTo(1);
    assertThat(terminal.err()).contains(file + ":2: neither 'key = value' nor a [section]: 'master_url'");
  }

  @Test
  void debug_adds_the_trace() {
    var terminal = new TestTerminal(folder);
    terminal.run("supply", "/a", "c", "--cfg", "none.cfg", "--debug");
    assertThat(terminal.err()).contains("ConfigurationException", "\tat ");
  }

  @Test
  void an_unreachable_master_is_named_with_its_cause() throws IOException {
    Path file = client("http://127.0.0.1:1/");
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("supply", "/a", "c", "--cfg", file.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains("127.0.0.1:1").doesNotContain("\tat ");
  }

  @Test
  void an_https_master_without_identity_is_refused_before_any_connection() throws IOException {
    Path file = client("https://master.invalid/");
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("supply", "/a", "c", "--cfg", file.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains(file + ":2: an https Master needs 'key_file' and 'cert_file'");
  }

  @ParameterizedTest
  @CsvSource({"--parameters a, '--parameters takes KEY=VALUE, not ''a'''", "--parameters a=1 a=2, for the same key 'a'"})
  void parameters_are_checked_before_the_configuration_is_read(String option, String message) {
    var terminal = new TestTerminal(folder);
    String[] line = ("request " + option + " -- ref url").split(" ");
    assertThat(terminal.run(line)).isEqualTo(1);
    assertThat(terminal.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"configure local", "node format --now --cfg n.cfg", "node instance --cfg n.cfg",
      "node bang --cfg n.cfg", "node status --cfg n.cfg"})
  void commands_that_change_the_machine_need_root(String line) throws IOException {
    Files.writeString(folder.resolve("n.cfg"), "[slapos]\ncomputer_id = c\n");
    var terminal = new TestTerminal(folder, Map.of(), false);
    assertThat(terminal.run(line.split(" "))).isEqualTo(5);
    assertThat(terminal.err()).contains("ERROR This slapos command must be run as root.");
  }

  @Test
  void all_missing_settings_of_a_node_are_told_at_once() throws IOException {
    Files.writeString(folder.resolve("n.cfg"), "[slapos]\nroot_check = false\nmaster_url =\npromise_timeout = soon\n");
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("node", "instance", "--cfg", "n.cfg")).isEqualTo(1);
    assertThat(terminal.err())
        .contains(
            "n.cfg:3: 'master_url' is empty in section [slapos]",
            "n.cfg:4: 'promise_timeout' must be a whole number, not 'soon'",
            "n.cfg: 'computer_id' is missing in section [slapos]",
            "n.cfg: 'software_root' is missing in section [slapos]");
  }

  @Test
  void the_log_file_gets_everything_and_the_terminal_what_it_was_asked_for() throws IOException {
    var terminal = new TestTerminal(folder);
    terminal.run("supply", "/a", "c", "--cfg", "none.cfg", "--log-file", "l.log", "--log-time", "-q");
    assertThat(terminal.err()).startsWith("slapos[");
    assertThat(Files.readString(folder.resolve("l.log")))
        .containsPattern("\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}] DEBUG    Loading config: ")
        .contains("] ERROR    ");
  }

  @Test
  void options_after_the_double_dash_belong_to_the_command() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("supply", "--cfg", "none.cfg", "--", "--version", "-q")).isEqualTo(1);
    assertThat(terminal.err()).contains("none.cfg");
  }

  private Path client(String masterUrl) throws IOException {
    return Files.writeString(folder.resolve("client.cfg"), "[slapos]\nmaster_url = " + masterUrl + "\n");
  }
}

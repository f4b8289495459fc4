package org.slapos.cli.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.config.ConfigurationFile;

/** {@code node register} and {@code configure client} with the recorded web site of a full Master. */
class RegistrationTest {
  @TempDir Path folder;
  private EmulatedWeb web;
  private TestTerminal terminal;
  private Path configuration;

  @BeforeEach
  void start() throws IOException {
    web = new EmulatedWeb();
    terminal = new TestTerminal(folder, Map.of(), true);
    configuration = folder.resolve("etc/slapos/slapos.cfg");
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void a_registered_node_has_the_recorded_configuration_and_private_keys() throws IOException {
    assertThat(register("good", "--master-url", "http://127.0.0.1:21202/")).as(terminal.err()).isZero();
    assertThat(web.asked).containsExactly("POST /Person_requestComputer good title=my-node");
    Map<String, String> expected = recorded();
    // That recording is of another computer.
    expected.put("slapos/computer_id", "COMP-1234");
    assertThat(settings(configuration)).isEqualTo(expected);
    assertThat(mode("slapos.cfg")).isEqualTo("rw-r--r--");
    assertThat(mode("ssl/key")).isEqualTo("rw-------");
    assertThat(mode("ssl/certificate")).isEqualTo("rw-------");
    assertThat(mode("ssl")).isEqualTo("rwx--x--x");
    assertThat(mode("ssl/partition_pki")).isEqualTo("rwx--x--x");
    assertThat(mode(".")).isEqualTo("rwx--x--x");
    assertThat(configuration.resolveSibling("ssl/certificate")).content().contains("CN=COMP-1234/emailAddress");
    assertThat(terminal.err()).contains("Node has successfully been configured as COMP-1234.");
  }

  @Test
  void a_name_in_the_newer_notation_of_openssl_is_understood() {
    assertThat(register("openssl3")).as(terminal.err()).isZero();
    assertThat(settings(configuration)).containsEntry("slapos/computer_id", "COMP-1234");
  }

  @Test
  void a_configuration_that_is_there_is_kept_aside_each_time() throws IOException {
    assertThat(register("good")).isZero();
    Files.writeString(configuration, "first");
    assertThat(register("good")).isZero();
    Files.writeString(configuration, "second");
    assertThat(register("good")).isZero();
    assertThat(folder.resolve("etc/slapos.old/slapos.cfg")).hasContent("first");
    assertThat(folder.resolve("etc/slapos.old.1/slapos.cfg")).hasContent("second");
    assertThat(folder.resolve("etc")).isDirectoryNotContaining("glob:**.new*");
  }

  @Test
  void whatever_the_master_refuses_leaves_the_former_configuration_alone() throws IOException {
    assertThat(register("good")).isZero();
    String before = Files.readString(configuration);
    assertThat(register("bad")).isEqualTo(1);
    assertThat(terminal.err()).contains("Access denied to the SlapOS Master.");
    assertThat(register("active")).isEqualTo(1);
    assertThat(terminal.err()).contains("The node name \"my-node\" is already in use.");
    assertThat(register("broken")).isEqualTo(1);
    assertThat(terminal.err()).contains("500 Server Error");
    assertThat(register("plain")).isEqualTo(1);
    assertThat(terminal.err()).contains("names no computer");
    assertThat(Files.readString(configuration)).isEqualTo(before);
    assertThat(folder.resolve("etc/slapos.old")).doesNotExist();
  }

  @Test
  void the_token_is_asked_for_until_it_is_given() {
    terminal.typing("\n  good \n");
    assertThat(terminal.run("node", "register", "my-node", "--cfg", configuration.toString(), "--master-url-web", web.url())).isZero();
    assertThat(terminal.out()).isEqualTo("Computer security token: Computer security token: ");
    terminal.typing("");
    assertThat(terminal.run("node", "register", "my-node", "--cfg", configuration.toString(), "--master-url-web", web.url())).isEqualTo(1);
    assertThat(terminal.err()).contains("the input has ended");
  }

  @Test
  void a_login_registers_like_a_token() {
    assertThat(login("my-node", "--login", "u", "--password", "p")).as(terminal.err()).isZero();
    assertThat(web.asked).containsExactly("GET / Basic dTpw ", "GET /Person_requestComputer?title=my-node Basic dTpw ");
    assertThat(settings(configuration)).containsEntry("slapos/computer_id", "COMP-77");
    assertThat(configuration.resolveSibling("ssl/key")).isRegularFile();
  }

  @Test
  void login_and_password_are_asked_for_until_they_are_right() {
    terminal.typing("u\nwrong\nu\np\n");
    assertThat(login("my-node")).as(terminal.err()).isZero();
    assertThat(terminal.out()).isEqualTo(
        "SlapOS Master Login: SlapOS Master Password: SlapOS Master Login: SlapOS Master Password: ");
    assertThat(terminal.err()).contains("Wrong login/password");
    assertThat(settings(configuration)).containsEntry("slapos/computer_id", "COMP-77");
  }

  @Test
  void a_wrong_login_of_the_command_line_ends_it_and_makes_no_computer() {
    assertThat(login("my-node", "--login", "u", "--password", "wrong")).isEqualTo(1);
    assertThat(terminal.err()).contains("Wrong login/password");
    assertThat(web.asked).hasSize(1).noneMatch(call -> call.contains("requestComputer"));
    assertThat(configuration).doesNotExist();
  }

  @Test
  void a_master_that_does_not_register_by_login_is_told() {
    assertThat(login("nolp", "--login", "u", "--password", "p")).isEqualTo(1);
    assertThat(terminal.err()).contains("500 Server Error");
    assertThat(configuration).doesNotExist();
  }

  @Test
  void a_dry_run_shows_the_configuration_and_asks_nobody() {
    assertThat(register("good", "--dry-run", "--interface-name", "br9", "-t")).isZero();
    assertThat(terminal.out()).contains("interface_name = br9", "create_tap = True");
    assertThat(web.asked).isEmpty();
    assertThat(folder.resolve("etc")).doesNotExist();
  }

  @Test
  void registering_needs_root() {
    terminal = new TestTerminal(folder, Map.of(), false);
    assertThat(register("good")).isEqualTo(5);
    assertThat(web.asked).isEmpty();
  }

  @Test
  void a_client_gets_its_certificate_and_configuration_for_itself_only() throws IOException {
    assertThat(client("good")).as(terminal.err()).isZero();
    Path own = folder.resolve(".slapos");
    assertThat(own.resolve("slapos-client.cfg")).hasContent("""
        [slapos]
        master_url = https://slap.vifib.com

        [slapconsole]
        cert_file = %1$s/client.crt
        key_file = %1$s/client.key
        """.formatted(own));
    for (String file : new String[] {"slapos-client.cfg", "client.crt", "client.key"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve(file)))).isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rwx------");
    assertThat(client("good")).isEqualTo(1);
    assertThat(terminal.err()).contains("There is a file in " + own + "/slapos-client.cfg. Please remove it");
  }

  @Test
  void a_client_that_the_master_refuses_gets_no_file() {
    assertThat(client("bad")).isEqualTo(1);
    assertThat(terminal.err()).contains("Access denied to the SlapOS Master.");
    assertThat(client("broken")).isEqualTo(1);
    assertThat(folder.resolve(".slapos/slapos-client.cfg")).doesNotExist();
    assertThat(folder.resolve(".slapos/client.key")).doesNotExist();
  }

  private int register(String token, String... more) {
    var line = new ArrayList<>(List.of(
        "node", "register", "my-node", "--token", token, "--cfg", configuration.toString(), "--master-url-web", web.url()));
    line.addAll(List.of(more));
    return terminal.run(line.toArray(String[]::new));
  }

  private int login(String name, String... more) {
    var line = new ArrayList<>(List.of(
        "node", "register", name, "--login-auth", "--cfg", configuration.toString(), "--master-url-web", web.url()));
    line.addAll(List.of(more));
    return terminal.run(line.toArray(String[]::new));
  }

  private int client(String token) {
    return terminal.run("configure", "client", "--token", token, "--master-url-web", web.url());
  }

  private String mode(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration.resolveSibling(name)));
  }

  private Map<String, String> recorded() throws IOException {
    try (var in = RegistrationTest.class.getResourceAsStream("recorded-registered-slapos.cfg")) {
      String text = new String(in.readAllBytes()).replace("${CONF_DIR}", configuration.resolveSibling("").normalize().toString());
      return settings(Files.writeString(folder.resolve("recorded.cfg"), text));
    }
  }

  private static Map<String, String> settings(Path file) {
    var settings = new LinkedHashMap<String, String>();
    ConfigurationFile parsed = ConfigurationFile.read(file);
    for (String section : parsed.sectionNames()) {
      var values = parsed.section(section).orElseThrow();
      for (String name : values.names()) {
        settings.put(section + "/" + name, values.get(name).orElseThrow().value());
      }
    }
    return settings;
  }
}

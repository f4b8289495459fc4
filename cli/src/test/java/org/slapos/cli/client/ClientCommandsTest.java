package org.slapos.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;

/** The client's commands with a Master in this process. */
class ClientCommandsTest {
  private static final String RELEASE = ClientMaster.RELEASE;

  @TempDir Path folder;
  private ClientMaster master;
  private Slap slap;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws IOException {
    master = ClientMaster.start(folder, 2);
    slap = master.slap();
    terminal = master.terminal("");
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void supply_and_remove_order_a_release_on_and_off_a_computer() {
    assertThat(terminal.run("supply", "product.demo", "COMP-0")).isZero();
    assertThat(terminal.err()).contains("Found as " + RELEASE + ".", "Done.");
    assertThat(state()).isEqualTo(SoftwareRelease.State.AVAILABLE);
    assertThat(terminal.run("remove", RELEASE, "COMP-0")).isZero();
    assertThat(state()).isEqualTo(SoftwareRelease.State.DESTROYED);
  }

  @Test
  void an_unknown_product_ends_with_1() {
    assertThat(terminal.run("supply", "product.nothing", "COMP-0")).isEqualTo(1);
    assertThat(terminal.err()).contains("No Software Release corresponding to this Software Product");
  }

  @Test
  void a_request_shows_state_and_connection_parameters() {
    assertThat(terminal.run("request", "shop", RELEASE, "--type", "small", "--parameters", "a=1", "b=x=y")).isZero();
    assertThat(terminal.err()).contains("State is : started.", "INFO {}");
    var partition = slap.registerComputerPartition("COMP-0", "slappart0");
    assertThat(partition.type()).isEqualTo("small");
    assertThat(partition.instanceParameters().text("b")).contains("x=y");

    partition.setConnectionParameters(Map.of("_", "{\"url\": \"http://x/\", \"list\": [1, 2]}"));
    terminal.run("request", "shop", RELEASE, "--type", "small", "--parameters", "a=1", "b=x=y");
    assertThat(terminal.err()).contains("{'list': [1, 2], 'url': 'http://x/'}");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void a_request_asks_for_a_state_and_a_place() {
    terminal.run("request", "shop", RELEASE, "--state", "stopped", "--node", "computer_guid=COMP-0");
    assertThat(slap.registerComputerPartition("COMP-0", "slappart0").state()).isEqualTo("stopped");
    assertThat(terminal.run("request", "x", RELEASE, "--node", "computer_guid=COMP-9")).isEqualTo(1);
    assertThat(terminal.err()).contains("No free computer partition found for: x");
  }

  @Test
  void a_shared_instance_shows_its_own_parameters() {
    terminal.run("request", "host", RELEASE);
    assertThat(terminal.run("request", "guest", RELEASE, "--slave")).isZero();
    var host = slap.registerComputerPartition("COMP-0", "slappart0");
    host.setConnectionParameters(Map.of("url", "http://host/"));
    host.setConnectionParameters(Map.of("url", "http://guest/"), "_guest");
    terminal.run("request", "guest", RELEASE, "--slave");
    assertThat(terminal.err()).contains("{'url': 'http://guest/'}");
  }

  @Test
  void services_are_listed_and_shown_as_json_on_standard_output() {
    assertThat(terminal.run("service", "list")).isZero();
    assertThat(terminal.out()).isEqualTo("{}\n");
    terminal.run("request", "zoö", RELEASE, "--parameters", "_={\"a\": 1}");
    terminal.run("request", "abc", RELEASE);
    terminal.run("service", "list");
    assertThat(terminal.out()).isEqualTo("{\n  \"abc\": \"%1$s\",\n  \"zo\\u00f6\": \"%1$s\"\n}\n".formatted(RELEASE));

    assertThat(terminal.run("service", "info", "zoö")).isZero();
    assertThat(terminal.out()).isEqualTo("""
        {
          "software-url": "%s",
          "software-type": "default",
          "shared": false,
          "requested-state": "started",
          "instance-parameters": {
            "_": {
              "a": 1
            }
          },
          "connection-parameters": {},
          "status": "none"
        }
        """.formatted(RELEASE));
  }

  @Test
  void a_service_that_is_not_there_ends_with_2() {
    assertThat(terminal.run("service", "info", "nothing")).isEqualTo(2);
    assertThat(terminal.err()).contains("Instance nothing does not exist.");
  }

  @Test
  void the_masters_tables_are_shown_while_it_runs() {
    terminal.run("request", "shop", RELEASE);
    assertThat(terminal.run("proxy", "show", "--partitions")).isZero();
    assertThat(terminal.out())
        .startsWith("Using database: " + folder.resolve("m.db") + "\ntable partition18: skipping xml")
        .contains(" slappart0 ", " shop ")
        .doesNotContain("table computer18");
  }

  @Test
  void what_the_master_knows_is_a_document_for_programs() {
    terminal.run("request", "shop", RELEASE);
    assertThat(terminal.run("proxy", "show", "--partitions", "--forwarded", "--format", "yaml")).isZero();
    assertThat(terminal.out())
        .startsWith("database: " + folder.resolve("m.db") + "\npartitions:\n  - reference: slappart0\n")
        .contains("partition_reference: shop\n")
        .endsWith("forwarded: []\n");
    assertThat(terminal.run("proxy", "show", "--format", "name")).isEqualTo(2);
  }

  @Test
  void a_bang_says_what_it_does() {
    assertThat(terminal.run("node", "bang", "-m", "reboot")).isZero();
    assertThat(terminal.out()).isEqualTo("Banging to '%s'\nBang with message 'reboot'\n".formatted(master.url()));
  }

  private SoftwareRelease.State state() {
    return slap.registerComputer("COMP-0").softwareReleases().getFirst().state();
  }
}

package org.slapos.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.slap.SoftwareRelease;

/** Requests with a schema beside the release, on disk. */
class RequestFilesTest {
  @TempDir Path folder;
  private ClientMaster master;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws IOException {
    master = ClientMaster.start(folder, 3);
    terminal = master.terminal("");
    Files.writeString(folder.resolve("software.cfg.json"), """
        {"name": "shop", "serialisation": "json-in-xml", "software-type": {
          "default": {"request": "input.json"},
          "plain": {"request": "input.json", "serialisation": "xml"}}}
        """);
    Files.writeString(folder.resolve("input.json"), """
        {"$schema": "http://json-schema.org/draft-07/schema", "$id": "http://elsewhere.example/input.json",
         "type": "object", "required": ["name"],
         "properties": {
           "name": {"type": "string"},
           "port": {"type": "integer", "maximum": 65535},
           "shops": {"type": "array", "items": {"$ref": "common.json#/definitions/shop"}}}}
        """);
    Files.writeString(folder.resolve("common.json"), """
        {"definitions": {"shop": {"type": "object", "properties": {"url": {"type": "string"}}}}}
        """);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void a_yaml_file_is_sent_in_the_serialisation_of_the_schema() throws IOException {
    Files.writeString(folder.resolve("p.yaml"), "name: blue\nport: 80\n");
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.yaml", "--strict")).isZero();
    assertThat(sent()).containsExactly(Map.entry("_", "{\n  \"name\": \"blue\",\n  \"port\": 80\n}"));
    assertThat(terminal.run(
        "request", "shop", "software.cfg", "--type", "plain", "--parameters-file", "p.yaml", "--strict")).isZero();
    assertThat(sent()).containsOnly(Map.entry("name", "blue"), Map.entry("port", "80"));
  }

  @Test
  void an_xml_file_is_sent_as_it_is() throws IOException {
    Files.writeString(folder.resolve("p.xml"), "<instance><parameter id=\"name\">blue</parameter></instance>");
    assertThat(terminal.run("request", "shop", "software.cfg", "--type", "plain", "--parameters-file", "p.xml")).isZero();
    assertThat(sent()).containsOnly(Map.entry("name", "blue"));
  }

  @Test
  void what_the_schema_refuses_is_a_warning_with_its_place_and_with_strict_the_end() throws IOException {
    Files.writeString(folder.resolve("p.yaml"), "port: 70000\nshops:\n  - url: http://x/\n  - url: 5\n");
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.yaml", "--strict")).isEqualTo(1);
    assertThat(terminal.err()).contains(
        "ERROR The parameters are not what ", "p.yaml:1:7: $.port: ", "p.yaml:4:10: $.shops[1].url: ", "p.yaml:1:1: $: ");
    assertThat(master.slap().openOrders()).isEmpty();
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.yaml")).isZero();
    assertThat(terminal.err()).contains("WARNING The parameters are not what ", "p.yaml:1:7: $.port: ");
  }

  @Test
  void a_file_that_is_not_understood_is_told_with_line_and_column() throws IOException {
    Files.writeString(folder.resolve("p.json"), "{\"name\": \"blue\",\n \"port\": }");
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.json")).isEqualTo(1);
    assertThat(terminal.err()).contains("p.json:2:").contains("not JSON");
    Files.writeString(folder.resolve("p.yaml"), "name: [blue\n");
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.yaml")).isEqualTo(1);
    assertThat(terminal.err()).contains("p.yaml:2:1: not YAML");
    Files.writeString(folder.resolve("p.yaml"), "name: !!java.net.URL [x]\n");
    assertThat(terminal.run("request", "shop", "software.cfg", "--parameters-file", "p.yaml")).isEqualTo(1);
  }

  @Test
  void without_a_schema_a_file_needs_a_serialisation() throws IOException {
    Files.writeString(folder.resolve("p.json"), "{\"a\": 1}");
    assertThat(terminal.run("request", "x", "other.cfg", "--parameters-file", "p.json")).isEqualTo(1);
    assertThat(terminal.err()).contains("--force-serialisation json-in-xml");
    assertThat(terminal.run(
        "request", "x", "other.cfg", "--parameters-file", "p.json", "--force-serialisation", "json-in-xml")).isZero();
    assertThat(sent()).containsOnly(Map.entry("_", "{\n  \"a\": 1\n}"));
  }

  @Test
  void a_plan_shows_what_would_change_and_changes_nothing() {
    assertThat(terminal.run("request", "shop", "other.cfg", "--plan", "--parameters", "a=1")).isZero();
    assertThat(terminal.out()).isEqualTo(
        "+ service shop\n    software: other.cfg\n    type: default\n    parameters.a: 1\n");
    assertThat(master.slap().openOrders()).isEmpty();

    terminal.run("request", "shop", "other.cfg", "--parameters", "a=1", "b=2");
    long before = timestamp();
    assertThat(terminal.run("request", "shop", "other.cfg", "--plan", "--state", "stopped", "--parameters", "a=3")).isZero();
    assertThat(terminal.out()).isEqualTo(
        "~ service shop\n    state: started -> stopped\n    parameters.a: 1 -> 3\n    parameters.b: 2 -> (none)\n");
    assertThat(terminal.run("request", "shop", "other.cfg", "--plan", "--parameters", "a=1", "b=2")).isZero();
    assertThat(terminal.out()).isEqualTo("  service shop (unchanged)\n");
    assertThat(terminal.run("request", "shop", "other.cfg", "--plan", "--state", "destroyed")).isZero();
    assertThat(terminal.out()).isEqualTo("- service shop\n");
    assertThat(timestamp()).isEqualTo(before);
  }

  @Test
  void a_request_waits_for_the_report_of_its_node() {
    assertThat(terminal.run("request", "shop", "other.cfg", "--wait", "--timeout", "0")).isEqualTo(2);
    assertThat(terminal.err()).contains("Gave up after 0 s of waiting for shop on COMP-0 slappart0 to publish");

    var partition = master.slap().registerComputerPartition("COMP-0", "slappart0");
    partition.error("While:\n  Installing.\nError: no disk");
    assertThat(terminal.run("request", "shop", "other.cfg", "--wait", "--timeout", "0")).isEqualTo(2);
    assertThat(terminal.err()).contains("whose node says: #error Error: no disk");
    partition.started();
    assertThat(terminal.run("request", "shop", "other.cfg", "--wait", "--timeout", "0")).isZero();
    assertThat(terminal.err()).contains("State is : started.");

    // What was said before a change says nothing of what it is after.
    assertThat(terminal.run("request", "shop", "other.cfg", "--parameters", "a=2", "--wait", "--timeout", "0")).isEqualTo(2);
  }

  @Test
  void a_supply_waits_for_the_build_and_a_removal_for_its_end() {
    String[] supply = {"supply", "other.cfg", "COMP-0", "--wait", "--timeout", "0"};
    assertThat(terminal.run(supply)).isEqualTo(2);
    assertThat(terminal.err()).contains("waiting for COMP-0 to begin with other.cfg");
    var release = master.slap().registerComputer("COMP-0").softwareReleases().getFirst();
    release.building();
    assertThat(terminal.run(supply)).isEqualTo(2);
    assertThat(terminal.err()).contains("waiting for COMP-0 to build other.cfg");
    release.available();
    assertThat(terminal.run(supply)).isZero();

    String[] remove = {"remove", "other.cfg", "COMP-0", "--wait", "--timeout", "0"};
    assertThat(terminal.run(remove)).isEqualTo(2);
    assertThat(terminal.err()).contains("waiting for COMP-0 to remove other.cfg");
  }

  @Test
  void a_removal_is_waited_for_while_the_node_works() throws Exception {
    terminal.run("supply", "other.cfg", "COMP-0");
    var node = Thread.ofVirtual().start(() -> {
      var computer = master.slap();
      while (computer.registerComputer("COMP-0").softwareReleases().getFirst().state() != SoftwareRelease.State.DESTROYED) {
        Thread.onSpinWait();
      }
      computer.registerComputer("COMP-0").softwareReleases().getFirst().destroyed();
    });
    assertThat(terminal.run("remove", "other.cfg", "COMP-0", "--wait", "--timeout", "60")).isZero();
    node.join();
    assertThat(master.slap().registerComputer("COMP-0").softwareReleases()).isEmpty();
  }

  @Test
  void a_destruction_is_waited_for_until_the_partition_is_empty() throws Exception {
    terminal.run("request", "shop", "other.cfg");
    var node = Thread.ofVirtual().start(() -> {
      while (!master.slap().registerComputerPartition("COMP-0", "slappart0").state().equals("destroyed")) {
        Thread.onSpinWait();
      }
      master.slap().registerComputerPartition("COMP-0", "slappart0").destroyed();
    });
    assertThat(terminal.run("request", "shop", "other.cfg", "--state", "destroyed", "--wait", "--timeout", "60")).isZero();
    node.join();
    assertThat(master.slap().openOrders()).isEmpty();
  }

  private long timestamp() {
    String text = master.slap().registerComputerPartition("COMP-0", "slappart0")
        .instanceParameters().text("timestamp").orElseThrow();
    return (long) (Double.parseDouble(text) * 1_000_000);
  }

  private Map<String, String> sent() {
    var information = master.slap().registerOpenOrder().information(master.slap().openOrders().firstEntry().getKey());
    var sent = new TreeMap<String, String>();
    information.instanceParameters().forEach((name, value) -> sent.put(name, value.orElse("")));
    return sent;
  }
}

package org.slapos.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.cli.client.ClientMaster;

class ApplyCommandTest {
  private static final String FILE = """
      software:
        - url: http://sr.example/shop/software.cfg
          computer: COMP-0
      services:
        - reference: shop
          software: http://sr.example/shop/software.cfg
          state: started
          parameters:
            port: 80
            name: blue
        - reference: mail
          software: http://sr.example/mail/software.cfg
          serialisation: json-in-xml
          parameters:
            domains: [a.example, b.example]
      """;

  @TempDir Path folder;
  private ClientMaster master;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws IOException {
    master = ClientMaster.start(folder, 3);
    terminal = master.terminal("");
    Files.writeString(folder.resolve("all.yaml"), FILE);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void a_file_is_applied_once_and_then_changes_nothing() {
    assertThat(terminal.run("apply", "all.yaml", "--yes")).isZero();
    assertThat(terminal.out()).contains(
        "+ software http://sr.example/shop/software.cfg on COMP-0\n", "+ service shop\n", "    parameters.port: 80\n",
        "+ service mail\n");
    assertThat(master.slap().openOrders()).containsOnlyKeys("shop", "mail");
    assertThat(master.slap().registerComputer("COMP-0").softwareReleases()).hasSize(1);

    assertThat(terminal.run("apply", "all.yaml", "--yes")).isZero();
    assertThat(terminal.out()).isEqualTo("""
          software http://sr.example/shop/software.cfg on COMP-0 (unchanged)
          service shop (unchanged)
          service mail (unchanged)
        """);
    assertThat(terminal.err()).contains("Nothing to change.");
  }

  @Test
  void what_differs_is_shown_before_and_changed_after_a_yes() throws IOException {
    terminal.run("apply", "all.yaml", "--yes");
    Files.writeString(folder.resolve("all.yaml"), FILE.replace("port: 80", "port: 81").replace("b.example", "c.example"));

    assertThat(master.terminal("n\n").run("apply", "all.yaml")).isEqualTo(1);
    assertThat(parameter("shop", "port")).isEqualTo("80");

    var yes = master.terminal("yes\n");
    assertThat(yes.run("apply", "all.yaml")).isZero();
    assertThat(yes.out()).contains(
        "~ service shop\n    parameters.port: 80 -> 81\n",
        "~ service mail\n    parameters.domains: [\"a.example\",\"b.example\"] -> [\"a.example\",\"c.example\"]\n");
    assertThat(parameter("shop", "port")).isEqualTo("81");
  }

  @Test
  void a_plan_changes_nothing() {
    assertThat(terminal.run("apply", "all.yaml", "--plan")).isZero();
    assertThat(terminal.out()).contains("+ service shop");
    assertThat(master.slap().openOrders()).isEmpty();
    assertThat(master.slap().registerComputer("COMP-0").softwareReleases()).isEmpty();
  }

  @Test
  void what_the_file_does_not_name_goes_only_with_prune() throws IOException {
    terminal.run("apply", "all.yaml", "--yes");
    Files.writeString(folder.resolve("less.yaml"), """
        software:
          - url: http://sr.example/other/software.cfg
            computer: COMP-0
        services:
          - reference: shop
            software: http://sr.example/shop/software.cfg
            parameters: {port: 80, name: blue}
        """);
    assertThat(terminal.run("apply", "less.yaml", "--plan")).isZero();
    assertThat(terminal.out()).doesNotContain("mail");
    assertThat(terminal.run("apply", "less.yaml", "--prune", "--yes")).isZero();
    assertThat(terminal.out()).contains("- service mail\n", "- software http://sr.example/shop/software.cfg on COMP-0\n");
    assertThat(master.slap().registerOpenOrder().information("mail").requestedState()).contains("destroyed");
    assertThat(terminal.run("apply", "less.yaml", "--prune", "--yes")).isZero();
    assertThat(terminal.err()).contains("Nothing to change.");
  }

  @Test
  void mistakes_are_told_with_their_place_and_nothing_is_changed() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), FILE.replace("state: started", "sate: started"));
    assertThat(terminal.run("apply", "bad.yaml", "--yes")).isEqualTo(1);
    assertThat(terminal.err()).contains("bad.yaml:7:11: unknown key 'sate'; did you mean 'state'?");
    Files.writeString(folder.resolve("bad.yaml"), FILE.replace("reference: mail", "reference: shop"));
    assertThat(terminal.run("apply", "bad.yaml", "--yes")).isEqualTo(1);
    assertThat(terminal.err()).contains("bad.yaml:11:16: the service 'shop' stands here twice");
    assertThat(terminal.run("apply", "absent.yaml")).isEqualTo(2);
    assertThat(master.slap().openOrders()).isEmpty();
  }

  private String parameter(String reference, String name) {
    return master.slap().registerOpenOrder().information(reference).instanceParameters().get(name).orElseThrow();
  }
}

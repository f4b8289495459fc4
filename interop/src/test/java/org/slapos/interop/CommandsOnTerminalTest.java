package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.interop.TerminalSession.CTRL_C;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.NodeDescription;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.classic.ClassicSlap;

/** What somebody at a terminal sees, and what Ctrl-C does there. */
class CommandsOnTerminalTest {
  private static final String RELEASE = "http://release.invalid/software.cfg";
  private static final int INTERRUPTED = 130;

  @TempDir private Path folder;
  private Master master;
  private Map<String, String> environment;

  @BeforeEach
  void start() throws IOException {
    Path database = folder.resolve("m.db");
    master = Master.start(MasterSettings.local(database, 0, "COMP-0"));
    var slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()));
    slap.registerComputer("COMP-0").updateConfiguration(NodeDescription.of("COMP-0", 1));
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "shop"));
    Path configuration = Files.writeString(folder.resolve("slapos.cfg"), """
        [slapos]
        master_url = %1$s
        master_rest_url = %1$shateoas
        [slapproxy]
        database_uri = %2$s
        """.formatted(master.url(), database));
    environment = Map.of(
        "HOME", folder.toString(), "PAGER", "sed 's/^/paged: /' | cat", "SLAPOS_CONFIGURATION", configuration.toString(),
        "SLAPOS_CLIENT_CONFIGURATION", configuration.toString());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private TerminalSession slapos(String... words) throws IOException {
    var line = new ArrayList<>(List.of(CommandRun.ourSlapos().toString()));
    line.addAll(List.of(words));
    return TerminalSession.start(environment, folder, line.toArray(String[]::new));
  }

  @Test
  void who_stops_waiting_for_an_instance_is_told_what_stays() throws IOException {
    try (var session = slapos("request", "shop", RELEASE, "--wait")) {
      session.expect("Waiting for shop on COMP-0 slappart0").type(CTRL_C).expect("what was ordered stays ordered");
      assertThat(session.status()).isEqualTo(INTERRUPTED);
    }
  }

  @Test
  void who_stops_waiting_for_a_release_is_told_what_stays() throws IOException {
    try (var session = slapos("supply", RELEASE, "COMP-0", "--wait")) {
      session.expect("Waiting for COMP-0").type(CTRL_C).expect("what was ordered stays ordered");
      assertThat(session.status()).isEqualTo(INTERRUPTED);
    }
  }

  @Test
  void watching_a_service_ends_with_the_key_for_it() throws IOException {
    try (var session = slapos("service", "watch", "shop")) {
      session.expect("requested-state: started").expect("status: ").type(CTRL_C);
      assertThat(session.status()).isEqualTo(INTERRUPTED);
    }
  }

  @Test
  void the_pager_of_proxy_show_is_a_line_of_shell() throws IOException {
    try (var session = slapos("proxy", "show", "--computers")) {
      session.expect("paged: Using database:").expect("paged: table computer18").expect("COMP-0");
      assertThat(session.status()).isZero();
    }
  }
}

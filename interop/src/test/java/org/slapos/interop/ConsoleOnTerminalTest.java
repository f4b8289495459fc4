package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.interop.TerminalSession.CTRL_C;
import static org.slapos.interop.TerminalSession.CTRL_D;
import static org.slapos.interop.TerminalSession.ENTER;
import static org.slapos.interop.TerminalSession.TAB;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** {@code bin/slapos} as somebody meets it at a terminal: the console's keys, and Ctrl-C where commands wait. */
class ConsoleOnTerminalTest {
  private static final String COMPUTER = "COMP-12345";
  private static final String RELEASE = "http://sr.example/kvm/software.cfg";
  private static final String PYTHON = ">>> ";
  private static final String JSHELL = "jshell> ";
  /** With cursor keys in application mode, as JShell has them. */
  private static final String UP = "\033[A";
  private static final String JSHELL_UP = "\033OA";

  @TempDir private Path folder;
  private Master master;
  private Slap slap;

  @BeforeEach
  void start() throws IOException {
    master = Master.start(new MasterSettings(
        folder.resolve("m.db"), MasterSettings.LOOPBACK, 0, COMPUTER, Map.of("kvm", RELEASE)));
    slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()).withRestUrl(master.url().resolve("hateoas")));
    slap.registerComputer(COMPUTER).updateConfiguration(NodeDescription.of(COMPUTER, 6));
    Files.writeString(folder.resolve("client.cfg"), """
        [slapos]
        master_url = %1$s
        master_rest_url = %1$shateoas
        """.formatted(master.url()));
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private TerminalSession slapos(String... words) {
    var line = new String[words.length + 1];
    line[0] = CommandRun.ourSlapos().toString();
    System.arraycopy(words, 0, line, 1, words.length);
    return TerminalSession.start(
        Map.of("HOME", folder.toString(), "SLAPOS_CLIENT_CONFIGURATION", folder.resolve("client.cfg").toString()), folder, line);
  }

  @Test
  void the_documented_examples_work_as_they_are_written() {
    try (var console = slapos("console", "-p")) {
      console.expect(PYTHON).enter("request(product.kvm, \"mykvm\")").expect("ComputerPartition object").expect(PYTHON);
      slap.registerComputerPartition(COMPUTER, "slappart0").setConnectionParameters(Map.of("url", "http://[::1]/"));
      // The second example is typed over several lines.
      console.enter("request(product.kvm, \"myotherkvm\",").expect("... ")
          .enter("        filter_kw={\"computer_guid\": \"COMP-12345\"})").expect("ComputerPartition object").expect(PYTHON);
      console.enter("request(product.kvm, \"mythirduniquekvm\", partition_parameter_kw={\"nbd_ip\": \"a\", \"nbd_port\": \"1024\"})")
          .expect("ComputerPartition object").expect(PYTHON);
      console.enter("instance = request(product.kvm, \"mykvm\")").expect(PYTHON)
          .enter("instance.getState()").expect("'started'").expect(PYTHON)
          .enter("instance.getConnectionParameter(\"url\")").expect("'http://[::1]/'").expect(PYTHON)
          .enter("supply(product.kvm, \"COMP-12345\")").expect(PYTHON);
      assertThat(console.type(CTRL_D).expect("now exiting").status()).isZero();
    }
    assertThat(slap.openOrders().keySet()).containsExactlyInAnyOrder("mykvm", "myotherkvm", "mythirduniquekvm");
    assertThat(slap.registerComputer(COMPUTER).softwareReleases()).hasSize(1);
  }

  @Test
  void tab_completes_ctrl_c_leaves_the_line_and_ctrl_d_the_console() {
    try (var console = slapos("console", "-p")) {
      console.expect(PYTHON).type("requ" + TAB).expect("request(").type("product.kvm, \"k\")" + ENTER)
          .expect("ComputerPartition object").expect(PYTHON);
      console.type("half a line" + CTRL_C).expect("KeyboardInterrupt").expect(PYTHON);
      console.enter("import time; print('asleep'); time.sleep(600)").expect("asleep").expect("asleep").type(CTRL_C)
          .expect("KeyboardInterrupt").expect(PYTHON);
      console.enter("6 * 7").expect("42").expect(PYTHON);
      assertThat(console.type(CTRL_D).status()).isZero();
    }
    try (var console = slapos("console", "-p")) {
      console.expect(PYTHON).type(UP).expect("6 * 7").type(ENTER).expect("42").expect(PYTHON);
      assertThat(console.enter("exit(3)").status()).isEqualTo(3);
    }
    assertThat(folder.resolve(".slapconsolehistory")).isRegularFile();
  }

  @Test
  void the_java_shell_has_the_same_keys() {
    try (var console = slapos("console", "--java")) {
      console.expect(JSHELL).enter("request(product(\"kvm\"), \"mykvm\").state()").expect("\"started\"").expect(JSHELL);
      console.type("prod" + TAB).expect("product(").type("\"kvm\")" + ENTER).expect(RELEASE).expect(JSHELL);
      console.type("half a line" + CTRL_C).expect(JSHELL);
      console.enter("for (;;) { System.out.println(\"as\" + \"leep\"); Thread.sleep(600_000); }").expect("asleep")
          .type(CTRL_C).expect(JSHELL);
      console.type(JSHELL_UP).expect("sleep").type(CTRL_C).expect(JSHELL);
      console.enter("\"\" + 6 * 7").expect("\"42\"").expect(JSHELL);
      assertThat(console.type(CTRL_D).status()).isZero();
    }
    assertThat(slap.openOrders()).containsKey("mykvm");
  }

  @Test
  void scripts_get_their_arguments_and_give_their_status() throws IOException {
    Files.writeString(folder.resolve("script.py"), """
        import sys
        partition = request(product.kvm, sys.argv[1], partition_parameter_kw={"size": sys.argv[2]})
        print(__file__, sys.argv[1:], partition.getState())
        sys.exit(4)
        """);
    try (var script = slapos("console", "script.py", "mine", "17")) {
      assertThat(script.expect("script.py ['mine', '17'] started").status()).isEqualTo(4);
    }
    Files.writeString(folder.resolve("script.jsh"), """
        System.out.println(args + " " + request(product("kvm"), args.get(0)).state());
        /exit 5
        """);
    try (var script = slapos("console", "--java", "script.jsh", "mine")) {
      assertThat(script.expect("[mine] started").status()).isEqualTo(5);
    }
  }

  @Test
  void a_reader_that_goes_away_is_no_failure() {
    String pipe = "\"$0\" help | head -n 1; echo \"${PIPESTATUS[@]}\"";
    var run = CommandRun.of(Map.of(), folder, Path.of("bash"), "-c", pipe, CommandRun.ourSlapos().toString()).ended(0);
    assertThat(run.out()).startsWith("SlapOS ").endsWith("\n0 0\n");
  }

  @Test
  void ctrl_c_ends_the_waiting_and_not_the_order() {
    try (var request = slapos("request", "waited", RELEASE, "--wait")) {
      request.expect("Waiting for waited on COMP-12345 slappart0 to publish its connection parameters").type(CTRL_C);
      assertThat(request.expect("Stopped waiting; what was ordered stays ordered.").status()).isEqualTo(130);
    }
    assertThat(slap.openOrders()).containsKey("waited");
  }

  @Test
  void a_watched_service_shows_its_changes_until_ctrl_c() {
    var request = InstanceRequest.of(RELEASE, "watched");
    slap.registerOpenOrder().request(request);
    try (var watch = slapos("service", "watch", "watched", "--interval", "1")) {
      watch.expect("requested-state: started").expect("status: ");
      slap.registerOpenOrder().request(request.withParameters(Value.Dict.ofTexts(Map.of("size", "17"))));
      watch.expect("instance-parameters.size: (none) -> 17");
      slap.registerComputerPartition(COMPUTER, "slappart0").setConnectionParameters(Map.of("url", "http://x/"));
      watch.expect("connection-parameters.url: (none) -> http://x/");
      assertThat(watch.type(CTRL_C).status()).isEqualTo(130);
    }
  }
}

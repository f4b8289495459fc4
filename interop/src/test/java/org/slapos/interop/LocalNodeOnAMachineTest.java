package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code configure local} as root on machines of its own: the node works at once, whoever starts it and wherever it is. */
class LocalNodeOnAMachineTest {
  private static final Path USUAL_TOOLS = Path.of("/opt/slapos/python-tools");
  private static final String RELEASE = TestNode.sample("hello/software.cfg");

  @TempDir Path folder;
  private LiveMachine machine;

  @BeforeEach
  void possible() throws IOException {
    Optional<String> impossible = LiveMachine.impossible(folder);
    assumeTrue(impossible.isEmpty(), () -> impossible.orElse(""));
  }

  @AfterEach
  void noMachine() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void a_node_in_the_usual_place_serves_an_instance_under_its_partitions_account() throws IOException {
    machine = LiveMachine.idle(folder);
    machine.withPythonTools(USUAL_TOOLS);

    CommandRun configured = machine.slapos("configure", "local", "--interface-name", "br0", "--partition-number", "2").ended(0);

    machine.keepPythonTools(USUAL_TOOLS);
    assertThat(configured.err()).doesNotContain("WARNING The", "ERROR").contains("slapos successfully prepared the computer.");
    assertThat(served(List.of())).isEqualTo("Hello from slappart0");
    assertThat(machine.run("ps", "-o", "user=", "-C", "python").ended(0).out()).contains("slapuse");
    CommandRun again = machine.slapos("configure", "local").ended(1);
    assertThat(again.err()).contains("/etc/opt/slapos/slapos.cfg. Aborting.");
  }

  @Test
  void a_node_under_another_prefix_serves_an_instance_and_leaves_the_usual_places_alone() throws IOException {
    machine = LiveMachine.idle(folder);
    machine.withPythonTools(Path.of("/data/node/opt/python-tools"));

    CommandRun configured = machine.slapos(configuration("/data/node", "9080")).ended(0);

    assertThat(configured.err()).contains("Commands of this node need it: --cfg /data/node/etc/slapos.cfg");
    assertThat(served(List.of("--cfg", "/data/node/etc/slapos.cfg"))).isEqualTo("Hello from slappart0");
    assertThat(machine.file(Path.of("/srv/slapgrid"))).doesNotExist();
    assertThat(machine.file(Path.of("/opt/slapos"))).isEmptyDirectory();
    assertThat(machine.file(Path.of("/opt/slapgrid"))).doesNotExist();
    // A second node of this machine must not become the owner of what the first has.
    assertThat(machine.slapos(configuration("/data/second", "9080")).ended(1).err())
        .contains("something listens on http://127.0.0.1:9080 already; choose another --daemon-listen-port");
    machine.withPythonTools(Path.of("/data/second/opt/python-tools"));
    assertThat(machine.slapos(configuration("/data/second", "9081")).ended(0).err())
        .contains("account 'slapuser0' of partition slappart0 is in the way: it is that of partition "
            + "/data/node/inst/slappart0 of another node; choose another user_base_name", "The node is not formatted yet");
  }

  @Test
  void a_node_under_systemd_serves_an_instance_in_its_sandbox_and_supervisord_comes_back() throws IOException {
    Optional<String> none = LiveMachine.noSystemd();
    assumeTrue(none.isEmpty(), () -> none.orElse(""));
    // The units have a /tmp of their own.
    assumeFalse(CommandRun.repository().startsWith("/tmp"), "the checkout is below /tmp, where units do not see it");
    machine = LiveMachine.withSystemd(folder);
    machine.withPythonTools(USUAL_TOOLS);
    for (String unit : new String[] {"slapos-supervisord.service", "slapos-node@.service"}) {
      reachesIndexes(unit);
    }

    CommandRun configured =
        machine.slapos("configure", "local", "--interface-name", "br0", "--partition-number", "2", "--systemd").ended(0);

    machine.keepPythonTools(USUAL_TOOLS);
    assertThat(configured.err()).doesNotContain("WARNING", "ERROR");
    for (String unit : new String[] {"proxy.service", "boot.service", "supervisord.service", "node@instance.timer"}) {
      machine.run("systemctl", "is-active", "slapos-" + unit).ended(0);
    }
    machine.slapos("supply", RELEASE, "local_computer").ended(0);
    machine.run("systemctl", "start", "slapos-node@software").ended(0);
    machine.slapos("request", "hello", RELEASE);
    machine.run("systemctl", "start", "slapos-node@instance", "slapos-node@collect", "slapos-node@report").ended(0);
    String url = url(List.of());
    assertThat(fetched(url)).isEqualTo("Hello from slappart0");
    assertThat(machine.run("systemctl", "--failed", "--plain", "--no-legend").out()).isEmpty();
    assertThat(machine.run("sh", "-c", "cat /sys/fs/cgroup/systemd/system.slice/slapos-supervisord.service/cgroup.procs "
        + "/sys/fs/cgroup/system.slice/slapos-supervisord.service/cgroup.procs 2>/dev/null").out())
        .contains(machine.run("pgrep", "-f", "http.server").ended(0).out().strip());

    machine.run("systemctl", "kill", "--signal=KILL", "--kill-whom=main", "slapos-supervisord").ended(0);

    LiveMachine.await(() -> machine.run("systemctl", "show", "--property=NRestarts,ActiveState", "slapos-supervisord").out()
        .lines().toList().containsAll(List.of("NRestarts=1", "ActiveState=active")));
    machine.run("systemctl", "start", "slapos-node@instance").ended(0);
    LiveMachine.await(() -> machine.run("curl", "-sf", "--noproxy", "*", "-o", "/dev/null", url).status() == 0);
  }

  /** Supplies, builds, requests and deploys the sample; what its service answers. */
  private String served(List<String> configuration) throws IOException {
    slapos(configuration, "supply", RELEASE, "local_computer").ended(0);
    slapos(configuration, "node", "software").ended(0);
    slapos(configuration, "request", "hello", RELEASE);
    slapos(configuration, "node", "instance").ended(0);
    return fetched(url(configuration));
  }

  private String url(List<String> configuration) {
    Matcher url = Pattern.compile("http://10[^'\"]+").matcher(slapos(configuration, "request", "hello", RELEASE).ended(0).err());
    assertThat(url.find()).isTrue();
    return url.group();
  }

  private String fetched(String url) {
    return machine.run("curl", "-sf", "--noproxy", "*", url).ended(0).out().strip();
  }

  private CommandRun slapos(List<String> configuration, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(configuration);
    return machine.slapos(all.toArray(String[]::new));
  }

  private static String[] configuration(String prefix, String port) {
    return new String[] {
      "configure", "local", "--interface-name", "br0", "--partition-number", "2", "--daemon-listen-port", port,
      "--slapos-instance-root", prefix + "/inst", "--slapos-software-root", prefix + "/soft",
      "--slapos-buildout-directory", prefix + "/opt", "--slapos-configuration-directory", prefix + "/etc"
    };
  }

  /** Services of systemd have an environment of their own. */
  private void reachesIndexes(String unit) throws IOException {
    var text = new StringBuilder("[Service]\n");
    for (Map.Entry<String, String> entry : machine.environment().entrySet()) {
      text.append("Environment=\"").append(entry.getKey()).append('=').append(entry.getValue()).append("\"\n");
    }
    System.getenv().forEach((name, value) -> {
      if (name.startsWith("PIP_") || name.startsWith("SSL_")) {
        text.append("Environment=\"").append(name).append('=').append(value).append("\"\n");
      }
    });
    Path dropIn = Files.createDirectories(machine.file(Path.of("/etc/systemd/system/" + unit + ".d")));
    Files.writeString(dropIn.resolve("index.conf"), text);
  }
}

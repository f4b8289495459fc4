package org.slapos.grid.manager.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.read;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.Eventually;
import org.slapos.grid.GridSettings;
import org.slapos.grid.TestNode;
import org.slapos.grid.firewall.FirewallSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.slap.wire.Value;

/** The managers of the product in real passes; programs that need a whole machine are stood in for by scripts. */
class BuiltInManagersTest {
  private final TestNode node = new TestNode();
  private final Path bin = node.root().resolve("bin");
  private final Path folder = node.partition("slappart0");

  @BeforeEach
  void prepare() {
    node.release("true");
    node.master().instance("slappart0", URL, "started", "1", Map.of(), Value.Dict.EMPTY);
    var environment = new HashMap<>(System.getenv());
    environment.merge("PATH", bin.toString(), (old, first) -> first + ":" + old);
    node.settings(node.settings().withAgentEnvironment(environment));
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private void use(String manager, Map<String, String> section, Optional<FirewallSettings> firewall) {
    node.settings(node.settings().with(new GridSettings.Extensions(
        List.of(manager), Optional.empty(), Map.of(), Map.of(manager, section), firewall,
        ReleaseCacheSettings.NONE)));
  }

  private void destroyed() {
    node.master().instance("slappart0", URL, "destroyed", "2");
  }

  @Test
  void prerm_runs_each_script_once_and_holds_the_destruction_back_until_they_end() {
    use("prerm", Map.of(), Optional.empty());
    script(folder.resolve("etc/prerm/bye"), "echo ran >> ran", "while [ ! -e go ]; do sleep 0.05; done");
    destroyed();

    assertThat(node.grid().report().exitCode()).isZero();
    Eventually.isTrue(() -> Files.exists(folder.resolve("ran")));
    assertThat(node.processes()).containsExactly("slappart0-prerm:bye RUNNING");
    assertThat(node.grid().report().exitCode()).isZero();
    assertThat(node.log().lines()).containsSubsequence(
        "INFO Adding pre-delete scripts to supervisord...", "INFO Updated 'slappart0-prerm'",
        "INFO Starting pre-delete process 'bye'...",
        "INFO There are running processes into the partition, wait until they finish...");
    assertThat(folder.resolve(".slapos-report-wait-service-list")).content().isEqualTo("slappart0-prerm:bye");
    assertThat(folder.resolve("ran")).content().isEqualTo("ran\n");
    assertThat(node.master().calls("destroyedComputerPartition")).isEmpty();

    write(folder.resolve("go"), "", "rw-r--r--");
    Eventually.isTrue(() -> node.processes().equals(List.of("slappart0-prerm:bye EXITED")));
    assertThat(node.grid().report().exitCode()).isZero();

    assertThat(folder).isEmptyDirectory();
    assertThat(node.processes()).isEmpty();
    assertThat(node.master().calls("destroyedComputerPartition")).hasSize(1);
  }

  @Test
  void portredir_starts_what_an_instance_asks_for_and_says_what_it_cannot_take() throws IOException {
    use("portredir", Map.of(), Optional.empty());
    script(bin.resolve("socat"), "echo \"$@\" >> " + node.root().resolve("socat"), "exec sleep 3600");
    write(folder.resolve(".slapos-port-redirect"), """
        [{"srcPort": 1080, "destPort": 8080, "destAddress": "2001:db8:77:1::2"},
         {"type":"udp","srcPort":5353,"destPort":53,"destAddress":"10.0.0.9"},
         {"type":"tcp","srcPort":2222,"srcAddress":"2001:db8:77:1::2","destPort":22,"destAddress":"127.0.0.1"},
         {"type":"sctp","srcPort":1,"destPort":2},
         {"srcPort":"x","destPort":2}]""", "rw-r--r--");

    assertThat(node.grid().instance().exitCode()).isZero();

    Eventually.isTrue(() -> Files.exists(node.root().resolve("socat"))
        && read(node.root().resolve("socat")).lines().count() == 3);
    assertThat(read(node.root().resolve("socat")).lines()).containsExactlyInAnyOrder(
        "TCP4-LISTEN:1080,fork TCP6:[2001:db8:77:1::2]:8080", "UDP4-LISTEN:5353,fork UDP4:10.0.0.9:53",
        "TCP6-LISTEN:2222,bind=2001:db8:77:1::2,fork TCP4:127.0.0.1:22");
    assertThat(node.log().lines())
        .contains("WARNING Bad source redirection type: sctp", "WARNING Bad source port provided");
    String recorded = new String(getClass().getResourceAsStream("/recordings/manager/slappart0-socat.conf").readAllBytes());
    assertThat(read(node.instances().resolve("etc/supervisord.conf.d/slappart0-socat.conf"))
        .replaceAll("(user|group)=\\d+", "$1=N").replaceAll("environment=.*", "environment=E")
        .replace(bin.resolve("socat").toString(), "/usr/bin/socat").replace("1080", "80"))
        .isEqualTo(recorded.replace("${INSTANCE_ROOT}", node.instances().toString())
            .replaceAll("(user|group)=\\d+", "$1=N").replaceAll("environment=.*", "environment=E"));
  }

  @Test
  void whitelistfirewall_asks_and_tells_firewalld_what_the_reference_does() throws IOException {
    Path state = Files.createFile(node.root().resolve("state"));
    Path calls = node.root().resolve("calls");
    script(bin.resolve("firewall-cmd"), "echo firewall-cmd \"$@\" >> " + calls, """
        query=$(echo "$*" | sed -n 's/.*--query-//p'); add=$(echo "$*" | sed -n 's/.*--add-//p')
        remove=$(echo "$*" | sed -n 's/.*--remove-//p')
        [ -z "$query" ] || { grep -qxF -- "$query" %1$s && echo yes && exit; echo no; exit 1; }
        [ -z "$add" ] || echo "$add" >> %1$s
        [ -z "$remove" ] || { grep -vxF -- "$remove" %1$s > %1$s.new; mv %1$s.new %1$s; }
        echo success""".formatted(state));
    use("whitelistfirewall", Map.of(), Optional.of(FirewallSettings.DEFAULT));
    write(folder.resolve(".slapos-whitelist-firewall"), "[\"1.2.3.4\", \"10.0.0.1\", \"::1\", \"junk\"]", "rw-r--r--");
    var manager = new WhitelistFirewallManager(Optional.of(FirewallSettings.DEFAULT), commands());

    manager.instanceTearDown(subject());

    String recorded = new String(
        getClass().getResourceAsStream("/recordings/manager/firewall-cmd-first.txt").readAllBytes());
    assertThat(read(calls).replaceAll("uid-owner \\d+", "uid-owner N"))
        .isEqualTo(recorded.replaceAll("uid-owner \\d+", "uid-owner N"));
    assertThat(node.log().lines()).contains(
        "WARNING Entry '::1' is not an IPv4", "WARNING Entry 'junk' is not a real IP",
        "INFO Updated rules for partition slappart0.");
    Files.delete(calls);

    manager.instanceTearDown(subject());
    assertThat(read(calls)).isEqualTo("firewall-cmd --direct --permanent --query-chain ipv4 filter slappart0-whitelist\n");

    manager.report(subject());
    assertThat(read(state)).doesNotContain("slappart0-whitelist\n").doesNotContain("OUTPUT");
    assertThat(folder.resolve(".slapos-whitelist-firewall.md5sum")).doesNotExist();
  }

  @Test
  void devperm_gives_only_disks_that_exist_and_are_allowed() throws IOException {
    Path disk = Files.createFile(node.root().resolve("disk"));
    Path other = Files.createFile(node.root().resolve("other"));
    script(bin.resolve("lsblk"), """
        echo '{"blockdevices": [{"path": "%s", "type": "disk", "children": [{"path": "%s", "type": "part"}]}]}'"""
        .formatted(disk, other));
    use("devperm", Map.of("allowed-disk-for-vm", "\n" + disk + "\n/dev/none"), Optional.empty());
    write(folder.resolve(".slapos-disk-permission"),
        "[{\"disk\": \"%s\"}, {\"disk\": \"%s\"}, {\"disk\": \"/dev/none\"}, {\"nodisk\": 1}]".formatted(disk, other), "rw-r--r--");

    assertThat(node.grid().instance().exitCode()).isZero();

    assertThat(node.log().lines())
        .anyMatch(line -> line.startsWith("WARNING Disk %s not in allowed disk list ".formatted(other)))
        .anyMatch(line -> line.startsWith("WARNING Disk '/dev/none' is not detected by lsblk list"))
        .anyMatch(line -> line.startsWith("WARNING Disk is None"));
  }

  @Test
  void requests_that_are_no_json_are_told_and_change_nothing() throws IOException {
    Path calls = node.root().resolve("calls");
    for (String program : List.of("socat", "lsblk", "firewall-cmd")) {
      script(bin.resolve(program), "echo " + program + " >> " + calls);
    }
    Map<String, String> requests = Map.of(
        "portredir", ".slapos-port-redirect", "devperm", ".slapos-disk-permission",
        "whitelistfirewall", ".slapos-whitelist-firewall");
    Map<String, String> warnings = Map.of(
        "portredir", "Bad port redirection configuration", "devperm", "Bad disk configuration file",
        "whitelistfirewall", "Bad whitelist firewall config");
    for (String manager : requests.keySet()) {
      use(manager, Map.of(), Optional.of(FirewallSettings.DEFAULT));
      write(folder.resolve(requests.get(manager)), "[{\"half\": ", "rw-r--r--");
      var loaded = switch (manager) {
        case "portredir" -> new PortRedirManager(commands());
        case "devperm" -> new DevpermManager(Optional.empty(), new BlockDevices(commands()));
        default -> new WhitelistFirewallManager(Optional.of(FirewallSettings.DEFAULT), commands());
      };
      loaded.instanceTearDown(subject());
      assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING " + warnings.get(manager)));
    }
    assertThat(calls).doesNotExist();
  }

  @Test
  void a_redirection_without_socat_or_to_no_address_is_told() {
    use("portredir", Map.of(), Optional.empty());
    write(folder.resolve(".slapos-port-redirect"),
        "[{\"srcPort\": 1, \"srcAddress\": \"here\", \"destPort\": 2, \"destAddress\": \"10.0.0.1\"}, "
            + "{\"srcPort\": 1080, \"destPort\": 80}]", "rw-r--r--");
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING Bad source address provided"))
        .anyMatch(line -> line.startsWith("WARNING Bad destination address provided"));

    write(folder.resolve(".slapos-port-redirect"),
        "[{\"srcPort\": 1080, \"destPort\": 80, \"destAddress\": \"10.0.0.1\"}]", "rw-r--r--");
    node.settings(node.settings().withAgentEnvironment(Map.of("PATH", bin.toString())));
    assertThat(new PortRedirManager(commands())).satisfies(manager ->
        assertThatThrownBy(() -> manager.instanceTearDown(subject())).isInstanceOf(IOException.class)
            .hasMessageContaining("Path to socat executable does not exist"));
  }

  @Test
  void the_whitelist_needs_the_firewall_s_section() throws IOException {
    new WhitelistFirewallManager(Optional.empty(), commands()).instanceTearDown(subject());
    assertThat(node.log().lines()).contains("WARNING [firewall] missing in the configuration, manager disabled.");
  }

  @Test
  void cpuset_gives_a_free_processor_to_who_asks_and_may() throws IOException {
    Path sets = node.root().resolve("cpuset");
    write(sets.resolve("cpuset.cpus"), "0-2\n", "rw-r--r--");
    write(sets.resolve("tasks"), "1\n2\n", "rw-r--r--");
    String self = Long.toString(ProcessHandle.current().pid());
    String user = subject().owner().get().name();
    var manager = new CpusetManager(sets, node.root().resolve("cpu"), Duration.ZERO, List.of(user));
    manager.format(new org.slapos.grid.manager.ManagedComputer(
        "COMP-1", node.instances(), node.software(), List.of("slappart0"), false, node.log()));
    assertThat(sets.resolve("cpu2/cpuset.cpus")).content().isEqualTo("2");
    assertThat(sets.resolve("cpu2/cpuset.cpu_exclusive")).content().isEqualTo("1");
    write(folder.resolve(".slapos-cpu-exclusive"), self + "\n1\n" + ProcessHandle.current().parent().orElseThrow().pid(), "rw-r--r--");

    manager.instance(subject());

    assertThat(sets.resolve("cpu0/tasks")).content().isEqualTo("2\n1\n");
    assertThat(sets.resolve("cpu1/tasks")).content().isEqualTo(self + "\n");
    assertThat(sets.resolve("cpu2/tasks")).content().isEqualTo("1\n");
    assertThat(folder.resolve(".slapos-cpu-exclusive")).content().hasLineCount(1);

    new CpusetManager(sets, node.root(), Duration.ZERO, List.of()).instance(subject());
    assertThat(node.log().lines()).anyMatch(line -> line.contains("User " + user + " not allowed to modify cpuset!"));
    assertThat(CpusetManager.ids("0-1,3\n")).containsExactly(0, 1, 3);
  }

  private org.slapos.grid.manager.SystemCommands commands() {
    return new org.slapos.grid.manager.SystemCommands(
        new org.slapos.grid.process.ProcessRunner(new org.slapos.grid.process.RunningProcesses()),
        node.settings().agentEnvironment());
  }

  private org.slapos.grid.manager.ManagedPartition subject() {
    var layout = new org.slapos.grid.supervisor.SupervisorLayout(node.instances());
    return new org.slapos.grid.manager.ManagedPartition(
        "COMP-1", "slappart0", folder, "started", URL, List.of("127.0.0.1"),
        () -> new org.slapos.grid.process.Accounts().ownerOf(folder),
        new org.slapos.grid.supervisor.PartitionServices(layout, node.supervisord()), () -> true, node.log());
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code node format} with root's means, on machines of its own, beside the reference. */
class NodeFormatAsRootTest {
  private static final int OFFLINE = 2;

  @TempDir Path folder;
  private NamespacedMachine machine;

  @BeforeEach
  void aMachine() throws IOException {
    Optional<String> impossible = NamespacedMachine.impossible(folder);
    assumeTrue(impossible.isEmpty(), () -> impossible.orElse(""));
    machine = NamespacedMachine.installed(folder);
  }

  @AfterEach
  void noMachine() {
    if (machine != null) {
      machine.close();
      // Links of /etc lead out of the folder, which JUnit would tell one by one.
      CommandRun.of(Map.of(), folder, Path.of("/bin/sh"), "-c", "rm -rf etc*").ended(0);
    }
  }

  @Test
  void a_new_machine_becomes_what_the_reference_makes_of_it() throws IOException {
    Path reference = AssumedReference.newest().executable("slapos");
    Path node = configured("node");
    format(machine);
    String ours = described(node);
    String addresses = network(machine);
    String accounts = accounts(machine);
    String resource = Files.readString(node.resolve("inst/slappart1/.slapos-resource"));
    // The reference takes the node over and keeps it ...
    machine.run(reference, "node", "format", "--now", "--cfg", node + "/slapos.cfg").ended(OFFLINE);
    assertThat(described(node)).isEqualTo(ours);
    assertThat(network(machine)).isEqualTo(addresses);
    // ... and makes the same from nothing.
    Files.move(node, folder.resolve("ours"));
    configured("node");
    try (var other = NamespacedMachine.installed(folder)) {
      // The reference gives an address up that the kernel still probes for duplicates after a while, and takes any other.
      other.run(
          Path.of("/bin/sh"), "-c", "for file in /proc/sys/net/ipv6/conf/*/dad_transmits; do echo 0 > $file; done").ended(0);
      other.run(reference, "node", "format", "--now", "--cfg", node + "/slapos.cfg").ended(OFFLINE);
      assertThat(masked(described(node))).isEqualTo(masked(ours));
      assertThat(masked(network(other))).isEqualTo(masked(addresses));
      assertThat(accounts(other)).isEqualTo(accounts);
      assertThat(masked(Files.readString(node.resolve("inst/slappart1/.slapos-resource")))).isEqualTo(masked(resource));
      // We take over what it made.
      String theirs = described(node);
      String before = network(other);
      format(other);
      assertThat(described(node)).isEqualTo(theirs);
      assertThat(network(other)).isEqualTo(before);
    }
  }

  @Test
  void partitions_have_accounts_folders_and_interfaces_of_their_own() throws IOException {
    Path node = configured("node");
    format(machine);
    assertThat(machine.line("passwd", "slapuser0").orElseThrow()).endsWith("::" + node + "/inst/slappart0:/bin/sh");
    assertThat(machine.line("shadow", "slapuser1").orElseThrow()).startsWith("slapuser1:!:");
    assertThat(machine.line("group", "slapsoft").orElseThrow()).endsWith(":slapuser0,slapuser1");
    assertThat(mode(node.resolve("inst/slappart0"))).isEqualTo("rwxr-x---");
    assertThat(mode(node.resolve("inst"))).isEqualTo("rwxr-xr-x");
    assertThat(Files.getAttribute(node.resolve("inst/slappart0"), "unix:uid").toString())
        .isEqualTo(number("slapuser0"));
    assertThat(machine.shown("-details", "link", "show", "slaptap1")).contains("user " + number("slapuser1"));
    assertThat(machine.shown("addr", "show", "dev", "slaptun0")).contains("172.16.0.1/13", "2001:db8:77:1:c001::1/80");
  }

  @Test
  void a_second_run_changes_nothing() throws IOException {
    Path node = configured("node");
    format(machine);
    String network = network(machine);
    var record = Files.readAttributes(node.resolve("slapos.xml"), "unix:ino,lastModifiedTime");
    var accounts = Files.readAttributes(machine.etc().resolve("passwd"), "unix:ino,lastModifiedTime");
    format(machine);
    assertThat(network(machine)).isEqualTo(network);
    assertThat(Files.readAttributes(node.resolve("slapos.xml"), "unix:ino,lastModifiedTime")).isEqualTo(record);
    assertThat(Files.readAttributes(machine.etc().resolve("passwd"), "unix:ino,lastModifiedTime")).isEqualTo(accounts);
  }

  @Test
  void the_plan_for_a_new_machine_is_shown_and_nothing_is_made() throws IOException {
    Path node = configured("node");
    String network = network(machine);
    CommandRun plan = machine.run(CommandRun.ourSlapos(), "node", "format", "--dry_run", "--cfg", node + "/slapos.cfg").ended(0);
    assertThat(plan.err()).contains("would make useradd -d " + node + "/inst/slappart1", "would make ip tuntap add dev slaptap0");
    assertThat(node.resolve("inst")).doesNotExist();
    assertThat(node.resolve("slapos.xml")).doesNotExist();
    assertThat(network(machine)).isEqualTo(network);
    assertThat(machine.line("passwd", "slapuser0")).isEmpty();
  }

  @Test
  void the_plan_for_a_formatted_machine_holds_what_is_missing_and_nothing_else() throws IOException {
    Path node = configured("node");
    format(machine);
    String[] dryRun = {"node", "format", "--dry_run", "--cfg", node + "/slapos.cfg"};
    assertThat(machine.run(CommandRun.ourSlapos(), dryRun).ended(0).err())
        .contains("Nothing has to be made.").doesNotContain("would make");
    Files.setPosixFilePermissions(node.resolve("inst/slappart1"), PosixFilePermissions.fromString("rwxrwxrwx"));
    machine.change("link", "del", "slaptap0");
    assertThat(machine.run(CommandRun.ourSlapos(), dryRun).ended(0).err().lines().filter(line -> line.contains("would make")))
        .anyMatch(line -> line.endsWith("would make folder " + node + "/inst/slappart1 rwxr-x---"))
        .anyMatch(line -> line.contains("would make ip tuntap add dev slaptap0"))
        .noneMatch(line -> line.contains("slappart0") || line.contains("useradd") || line.contains("slaptap1"));
  }

  @Test
  void a_run_that_was_killed_anywhere_is_finished_by_the_next() throws Exception {
    Path node = configured("node");
    for (int milliseconds = 250; milliseconds < 1200; milliseconds += 150) {
      Process run = machine.start(CommandRun.ourSlapos(), "node", "format", "--now", "--cfg", node + "/slapos.cfg");
      if (!run.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
        run.descendants().forEach(ProcessHandle::destroyForcibly);
        run.destroyForcibly();
      }
      run.waitFor();
    }
    format(machine);
    assertThat(machine.shown("-br", "addr", "show", "br0").split("10\\.77\\.", -1)).as("IPv4 addresses").hasSize(2 + 1);
    assertThat(machine.line("group", "slapsoft").orElseThrow()).endsWith(":slapuser0,slapuser1");
    assertThat(machine.shown("-6", "route", "show", "table", "local")).contains("4001::/80", "4002::/80");
    assertThat(node.resolve("inst/slappart1/.slapos-resource")).exists();
  }

  @Test
  void after_a_restart_every_address_is_back() throws IOException {
    Path node = configured("node");
    format(machine);
    String network = network(machine);
    String record = described(node);
    machine = machine.restarted();
    format(machine);
    assertThat(network(machine)).isEqualTo(network);
    assertThat(described(node)).isEqualTo(record);
  }

  @Test
  void partitions_follow_the_computer_to_a_new_prefix_and_nothing_stays_behind() throws IOException {
    Path node = configured("node");
    format(machine);
    machine.change("addr", "del", "2001:db8:77:1::1/64", "dev", "br0");
    machine.address("2001:db8:88:2::1/64");
    assertThat(format(machine).err())
        .contains("WARNING Partition slappart0 moves from 2001:db8:77:1::2 to 2001:db8:88:2::2");
    assertThat(network(machine)).contains("2001:db8:88:2::3/64", "2001:db8:88:2:8001:ffff:ffff:ffff/80")
        .doesNotContain("2001:db8:77:1");
    assertThat(described(node)).doesNotContain("2001:db8:77:1:");
  }

  @Test
  void a_machine_without_a_prefix_gets_a_unique_local_one_if_its_configuration_says_so() throws IOException {
    Path node = configured("node");
    machine.change("addr", "del", "2001:db8:77:1::1/64", "dev", "br0");
    Path configuration = node.resolve("slapos.cfg");
    Files.writeString(configuration, Files.readString(configuration)
        .replace("[slapformat]\n", "[slapformat]\nuse_unique_local_address_block = true\n"));
    format(machine);
    String network = network(machine);
    assertThat(network).contains("fd00::1/64", "fd00::2/64");
    assertThat(described(node)).contains("fd00::3");
    format(machine);
    assertThat(network(machine)).isEqualTo(network);
  }

  @Test
  void an_address_that_a_neighbour_has_is_left_to_it() throws IOException {
    Path node = configured("node");
    machine.neighbourHas("2001:db8:77:1::2/64");
    assertThat(format(machine).err()).contains("Another machine on the network of br0 has 2001:db8:77:1::2");
    assertThat(described(node)).doesNotContain(">2001:db8:77:1::2<").contains(">2001:db8:77:1::3<");
    assertThat(machine.shown("addr", "show", "br0")).doesNotContain("2001:db8:77:1::2/64").doesNotContain("tentative");
  }

  @Test
  void a_folder_of_somebody_else_in_the_way_is_named_with_its_owner_before_anything_is_changed() throws IOException {
    Path node = configured("node");
    Path foreign = Files.createDirectories(node.resolve("inst/slappart1"));
    Files.setOwner(foreign, foreign.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
    CommandRun run = machine.run(CommandRun.ourSlapos(), "node", "format", "--now", "--cfg", node + "/slapos.cfg").ended(1);
    assertThat(run.err()).contains(foreign + " is in the way: it belongs to daemon, not to slapuser1");
    assertThat(machine.line("passwd", "slapuser0")).isEmpty();
  }

  private CommandRun format(NamespacedMachine on) {
    String configuration = folder.resolve("node/slapos.cfg").toString();
    return on.run(CommandRun.ourSlapos(), "node", "format", "--now", "--cfg", configuration).ended(OFFLINE);
  }

  private Path configured(String name) throws IOException {
    Path node = Files.createDirectories(folder.resolve(name));
    Files.writeString(node.resolve("slapos.cfg"), """
        [slapos]
        computer_id = COMP-1
        master_url = http://127.0.0.1:1/
        software_root = %1$s/soft
        instance_root = %1$s/inst

        [slapformat]
        interface_name = br0
        ipv4_local_network = 10.77.0.0/16
        partition_amount = 2
        partition_base_name = slappart
        user_base_name = slapuser
        tap_base_name = slaptap
        computer_xml = %1$s/slapos.xml
        create_tap = true
        create_tun = true
        """.formatted(node));
    return node;
  }

  /** The record without what tells the two programs apart. */
  private static String described(Path node) throws IOException {
    return Files.readString(node.resolve("slapos.xml"))
        .replaceAll("(<string>(?:os_type|python_version|slapos_version)</string>\\s*<string>)[^<]*", "$1");
  }

  private static String network(NamespacedMachine machine) {
    // The order of addresses is that in which they were added, newest first.
    return (machine.shown("-o", "addr", "show") + machine.shown("-6", "route", "show", "table", "all")
        + machine.shown("-4", "route", "show"))
        .lines()
        .filter(line -> !line.contains("fe80:") && !line.contains("multicast"))
        .map(line -> line.replaceAll("^\\d+: |valid_lft.*|\\\\| tentative| linkdown", "").strip())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String accounts(NamespacedMachine machine) throws IOException {
    var lines = new StringBuilder();
    for (String account : new String[] {"slapsoft", "slapuser0", "slapuser1"}) {
      for (String database : new String[] {"passwd", "group", "gshadow"}) {
        lines.append(machine.line(database, account).orElse("missing")).append('\n');
      }
    }
    return lines.toString();
  }

  /** IPv4 addresses of the pool are chosen at random. */
  private static String masked(String text) {
    return text.replaceAll("10\\.77\\.\\d+\\.\\d+(?!/16)", "10.77.x.x").lines().sorted().collect(Collectors.joining("\n"));
  }

  private String number(String account) throws IOException {
    return machine.line("passwd", account).orElseThrow().split(":", -1)[2];
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

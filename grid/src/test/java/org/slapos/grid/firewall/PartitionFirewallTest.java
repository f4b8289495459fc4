package org.slapos.grid.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.slapos.grid.TestNode.read;
import static org.slapos.grid.TestNode.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.RecordingLog;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;
import org.slapos.slap.wire.Value;

/** The rules, and a stand-in for firewalld's program that keeps them in a file. */
class PartitionFirewallTest {
  @TempDir
  private Path folder;

  private Path rules;
  private final RecordingLog log = new RecordingLog();

  @BeforeEach
  void standIn() throws IOException {
    rules = Files.createFile(folder.resolve("rules"));
    script(folder.resolve("firewall-cmd"), """
        shift 3
        verb=$1; shift
        case $verb in
          --query-rule) grep -qxF -- "$*" %1$s && echo yes || echo no ;;
          --add-rule) [ ! -e %1$s.full ] || { echo 'Error: full'; exit 1; }; echo "$*" >> %1$s; echo success ;;
          --remove-rule) grep -vxF -- "$*" %1$s > %1$s.new; mv %1$s.new %1$s; echo success ;;
        esac""".formatted(rules));
    script(folder.resolve("reload"), "echo reloaded >> " + folder.resolve("reloads"));
  }

  private PartitionFirewall firewall() {
    var settings = new FirewallSettings(
        List.of(folder.resolve("firewall-cmd").toString(), "--zone=x"), List.of(folder.resolve("reload").toString()),
        "", "", "", "", List.of());
    return new PartitionFirewall(
        settings, new SystemCommands(new ProcessRunner(new RunningProcesses()), System.getenv()));
  }

  @Test
  void rules_are_added_once_and_removed_when_no_longer_wanted() throws IOException {
    String one = "ipv4 filter INPUT 0 -s 1.1.1.1 -d 2.2.2.2 -j ACCEPT";
    String two = "ipv4 filter INPUT 1000 -d 2.2.2.2 -j REJECT";
    firewall().apply(folder, List.of(one, two), log);
    firewall().apply(folder, List.of(one, two), log);
    assertThat(read(rules)).isEqualTo(one + "\n" + two + "\n");
    assertThat(folder.resolve("reloads")).content().isEqualTo("reloaded\n");

    firewall().apply(folder, List.of(two), log);
    assertThat(read(rules)).isEqualTo(two + "\n");
    firewall().apply(folder, List.of(), log);
    assertThat(read(rules)).isEmpty();
    assertThat(folder.resolve(".slapos-firewalld-rules")).content().isEqualTo("[]");
  }

  @Test
  void what_a_failure_left_is_still_known_and_removed_later() throws IOException {
    String rule = "ipv4 filter INPUT 1000 -d 2.2.2.2 -j REJECT";
    Files.createFile(folder.resolve("rules.full"));
    assertThatThrownBy(() -> firewall().apply(folder, List.of(rule), log))
        .hasMessage("firewalld refused '--add-rule %s': error: full", rule);
    Files.delete(folder.resolve("rules.full"));
    Files.writeString(rules, rule + "\n");

    firewall().apply(folder, List.of(), log);

    assertThat(read(rules)).isEmpty();
  }

  @Test
  void a_restricted_partition_is_open_to_its_tree_and_to_who_is_authorized() {
    var filter = Optional.of(Value.Dict.ofTexts(Map.of("fw_authorized_sources", "10.0.0.0/8 junk 300.1.1.1")));
    assertThat(FirewallRules.of(List.of("2.2.2.2"), List.of("3.3.3.3", "::1"), filter, List.of("4.4.4.4"))).containsExactly(
        "ipv4 filter INPUT 0 -s 3.3.3.3 -d 2.2.2.2 -j ACCEPT", "ipv4 filter FORWARD 0 -s 3.3.3.3 -d 2.2.2.2 -j ACCEPT",
        "ipv4 filter INPUT 0 -s 10.0.0.0/8 -d 2.2.2.2 -j ACCEPT", "ipv4 filter FORWARD 0 -s 10.0.0.0/8 -d 2.2.2.2 -j ACCEPT",
        "ipv4 filter INPUT 0 -s 4.4.4.4 -d 2.2.2.2 -j ACCEPT", "ipv4 filter FORWARD 0 -s 4.4.4.4 -d 2.2.2.2 -j ACCEPT",
        "ipv4 filter INPUT 1000 -d 2.2.2.2 -j REJECT", "ipv4 filter FORWARD 1000 -d 2.2.2.2 -j REJECT",
        "ipv4 filter INPUT 900 -d 2.2.2.2 -m state --state ESTABLISHED,RELATED -j REJECT",
        "ipv4 filter FORWARD 900 -d 2.2.2.2 -m state --state ESTABLISHED,RELATED -j REJECT");
    assertThat(FirewallRules.of(List.of("2.2.2.2"), List.of(), Optional.empty(), List.of("4.4.4.4")))
        .noneMatch(rule -> rule.endsWith("ACCEPT"));
  }

  @Test
  void an_open_partition_rejects_single_sources() {
    var filter = Optional.of(Value.Dict.ofTexts(Map.of("fw_restricted_access", "off", "fw_rejected_sources", "5.5.5.5")));
    assertThat(FirewallRules.of(List.of("2.2.2.2"), List.of(), filter, List.of())).containsExactly(
        "ipv4 filter INPUT 800 -s 5.5.5.5 -d 2.2.2.2 -m state --state ESTABLISHED,RELATED -j REJECT",
        "ipv4 filter FORWARD 800 -s 5.5.5.5 -d 2.2.2.2 -m state --state ESTABLISHED,RELATED -j REJECT",
        "ipv4 filter INPUT 900 -s 5.5.5.5 -d 2.2.2.2 -j REJECT",
        "ipv4 filter FORWARD 900 -s 5.5.5.5 -d 2.2.2.2 -j REJECT");
  }
}

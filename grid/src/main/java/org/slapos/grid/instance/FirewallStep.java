package org.slapos.grid.instance;

import java.io.IOException;
import java.util.List;
import org.slapos.grid.firewall.FirewallRules;
import org.slapos.grid.firewall.PartitionFirewall;
import org.slapos.slap.ComputerPartition.InterfaceAddress;

/** Lets only those reach the partition's routed IPv4 addresses who may (reference: node-grid.md, 3.12). */
final class FirewallStep implements PartitionStep {
  private static final String ROUTED = "route_";

  private final PartitionFirewall firewall;

  FirewallStep(PartitionFirewall firewall) {
    this.firewall = firewall;
  }

  @Override
  public void run(PartitionTask task) throws IOException {
    firewall.apply(task.folder().path(), task.goal() == Goal.DESTROYED ? List.of() : rules(task), task.log());
  }

  private List<String> rules(PartitionTask task) {
    List<String> own = PartitionAddresses.of(task.partition().remote().instanceParameters()).stream()
        .filter(address -> address.interfaceName().startsWith(ROUTED))
        .map(InterfaceAddress::address)
        .filter(address -> address.indexOf(':') < 0).distinct().toList();
    // The Master is asked as the reference asks it: for each partition, routed or not.
    List<String> tree = task.partition().remote().fullHostingIpAddresses().stream()
        .map(InterfaceAddress::address).filter(address -> !own.contains(address)).toList();
    return FirewallRules.of(
        own, tree, task.partition().remote().filter(), firewall.settings().authorizedSources());
  }
}

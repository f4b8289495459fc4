package org.slapos.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to change on the machine's interfaces for a computer to have its addresses; nothing if it has them. */
final class NetworkPlan {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String NONLOCAL_BIND = "net.ipv6.ip_nonlocal_bind";

  private final FormatSettings settings;
  private final NetworkFacts facts;
  private final Set<String> accounts;
  private final List<FormatAction> actions = new ArrayList<>();

  private NetworkPlan(FormatSettings settings, NetworkFacts facts, Set<String> accounts) {
    this.settings = settings;
    this.facts = facts;
    this.accounts = accounts;
  }

  /**
   * Plans by comparing with what is there.
   *
   * @param before the computer as it was recorded: its former addresses are taken off where they are replaced
   * @param accounts those that exist or will by then; other partitions' taps and tuns belong to root
   */
  static List<FormatAction> of(
      ComputerDescription before, ComputerDescription wanted, FormatSettings settings, NetworkFacts facts, Set<String> accounts) {
    var plan = new NetworkPlan(settings, facts, accounts);
    if (settings.network().partitionRanges()) {
      plan.actions.add(new FormatAction.KernelVariable(NONLOCAL_BIND, "1"));
    }
    plan.withdraw(before, wanted);
    wanted.partitions().forEach(plan::partition);
    return plan.actions;
  }

  private void partition(PartitionDescription partition) {
    String owner = accounts.contains(partition.user()) ? partition.user() : "root";
    if (settings.network().taps().create() && !partition.tap().name().isEmpty()) {
      tap(partition.tap(), owner);
    }
    partition.tun().ifPresent(tun -> tun(tun, owner));
    partition.ipv4().ifPresent(address ->
        settings.network().interfaceName().ifPresent(device -> address(device, address, true)));
    partition.ipv6().ifPresent(address ->
        settings.network().ipv6Source().ifPresent(device -> address(device, address, true)));
    partition.ipv6Range().filter(_ -> settings.network().partitionRanges()).ifPresent(range ->
        route(HostRoute.ownRange(range.network())));
  }

  private void tap(VirtualInterface tap, String owner) {
    if (!device(tap.name(), "tap", owner)) {
      return;
    }
    VirtualInterface.Family ipv6 = tap.ipv6();
    if (!tap.ipv4().isNone()) {
      route(HostRoute.to(tap.ipv4().address(), tap.name()));
    }
    if (!ipv6.isNone()) {
      address(tap.name(), new Address(ipv6.address(), ipv6.netmask()), false);
      route(HostRoute.to(ipv6.gateway(), tap.name()));
      HostRoute network = HostRoute.to(ipv6.network(), tap.name());
      if (facts.routes().contains(network)) {
        actions.add(new FormatAction.RemoveRoute(network));
      }
      route(network.via(ipv6.gateway()));
    }
  }

  private void tun(VirtualInterface tun, String owner) {
    if (!device(tun.name(), "tun", owner)) {
      return;
    }
    for (VirtualInterface.Family family : List.of(tun.ipv4(), tun.ipv6())) {
      if (!family.network().isEmpty()) {
        // The network of a tun is its address with the mask, but the IPv4 one of older records.
        int slash = family.network().indexOf('/');
        String mask = family.network().substring(slash + 1);
        int length = mask.contains(".") ? Ipv4Network.length(mask) : Integer.parseInt(mask);
        address(tun.name(), family.network().substring(0, slash), length, true);
      }
    }
  }

  /** Makes the interface if it is missing; whether it is the partition's. */
  private boolean device(String name, String mode, String owner) {
    Optional<Link> present = facts.link(name);
    if (present.isEmpty()) {
      actions.add(new FormatAction.Device(name, mode, owner));
      return true;
    }
    Link link = present.get();
    if (!link.kind().equals(mode) || !link.owner().orElse("root").equals(owner)) {
      LOGGER.warn("Wrong owner of TUN/TAP interface {}! Not touching it. Expected a {} of {}, got a {} of {}",
          name, mode, owner, link.kind().isEmpty() ? "network card" : link.kind(), link.owner().orElse("root"));
      return false;
    }
    if (!link.up()) {
      actions.add(new FormatAction.Up(name));
    }
    return true;
  }

  private void address(String device, Address address, boolean routed) {
    address(device, address.address(), address.prefixLength(), routed);
  }

  private void address(String device, String address, int prefixLength, boolean routed) {
    if (facts.link(device).flatMap(link -> link.with(address)).isEmpty()) {
      actions.add(new FormatAction.AddAddress(device, address, prefixLength, routed));
    }
  }

  private void route(HostRoute route) {
    if (!facts.routes().contains(route)) {
      actions.add(new FormatAction.AddRoute(route));
    }
  }

  /** Takes away what a partition no longer has and what is still on the machine: it would be dead, or somebody else's. */
  private void withdraw(ComputerDescription before, ComputerDescription wanted) {
    Set<String> stay = wanted.partitions().stream().flatMap(NetworkPlan::allAddresses).collect(Collectors.toSet());
    wanted.address().ifPresent(address -> stay.add(address.address()));
    for (PartitionDescription partition : before.partitions()) {
      settings.network().interfaceName().ifPresent(device ->
          partition.ipv4().ifPresent(address -> withdraw(device, address.address(), stay)));
      settings.network().ipv6Source().ifPresent(device ->
          partition.ipv6().ifPresent(address -> withdraw(device, address.address(), stay)));
      withdraw(partition.tap(), stay);
      partition.tun().ifPresent(tun -> withdraw(tun, stay));
      partition.ipv6Range().map(range -> HostRoute.ownRange(range.network()))
          .filter(route -> facts.routes().contains(route))
          .filter(route -> wanted.partitions().stream().flatMap(other -> other.ipv6Range().stream())
              .noneMatch(range -> HostRoute.ownRange(range.network()).equals(route)))
          .ifPresent(route -> actions.add(new FormatAction.RemoveRoute(route)));
    }
  }

  private void withdraw(VirtualInterface device, Set<String> stay) {
    for (String address : List.of(device.ipv4().address(), device.ipv6().address())) {
      if (!address.isEmpty() && !stay.contains(address)) {
        facts.routes().stream()
            .filter(route -> route.device().equals(device.name()) && !route.local() && isBehind(route, device))
            .sorted((a, b) -> Boolean.compare(a.gateway().isEmpty(), b.gateway().isEmpty()))
            .forEach(route -> actions.add(new FormatAction.RemoveRoute(route)));
        withdraw(device.name(), address, stay);
      }
    }
  }

  private static boolean isBehind(HostRoute route, VirtualInterface device) {
    return route.destination().equals(device.ipv4().address())
        || route.destination().equals(device.ipv6().gateway())
        || (!device.ipv6().network().isEmpty() && route.gateway().isPresent()
            && route.destination().equals(HostRoute.canonical(device.ipv6().network())));
  }

  private void withdraw(String device, String address, Set<String> stay) {
    if (!stay.contains(address)) {
      facts.link(device).flatMap(link -> link.with(address)).ifPresent(on ->
          actions.add(new FormatAction.RemoveAddress(device, address, on.prefixLength())));
    }
  }

  private static Stream<String> allAddresses(PartitionDescription partition) {
    var tun = partition.tun().stream().flatMap(found -> Stream.of(found.ipv4().address(), found.ipv6().address()));
    var tap = Stream.of(partition.tap().ipv4().address(), partition.tap().ipv6().address());
    var own = partition.addresses().stream().map(Address::address);
    return Stream.of(own, tap, tun).flatMap(stream -> stream);
  }
}

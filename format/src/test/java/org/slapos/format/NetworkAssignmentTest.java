package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetworkAssignmentTest {
  private static final String POOL = "10.1.0.0/16";
  private final FakeMachine machine = new FakeMachine();

  @Test
  void without_a_global_address_partitions_get_ipv4_only() throws IOException {
    machine.with("br0", "fe80::1/64", "::1/128");
    assertThat(assign(computer(1)).partitions().getFirst().addresses())
        .singleElement()
        .satisfies(address -> assertThat(address.address()).startsWith("10.1."));
  }

  @Test
  void the_shortest_prefix_counts_and_then_the_lowest_address() throws IOException {
    machine.with("br0", "2001:db8:9::1/64", "2001:db8:7::5/48", "2001:db8:7::3/48");
    assertThat(assign(computer(1)).address()).contains(new Address("2001:db8:7::3", "ffff:ffff:ffff::"));
  }

  @Test
  void what_was_given_stays_as_long_as_it_fits() throws IOException {
    machine.with("br0", "2001:db8::1/64");
    ComputerDescription first = assign(computer(3));
    assertThat(assign(first)).isEqualTo(first);
  }

  @Test
  void partitions_follow_a_new_prefix_and_the_old_addresses_are_taken_off() throws IOException {
    machine.with("br0", "2001:db8:1::1/64");
    ComputerDescription before = assign(computer(1));
    var moved = new FakeMachine()
        .with("br0", "2001:db8:1::2/64", before.partitions().getFirst().ipv4().get().address() + "/32", "2001:db8:2::1/64")
        .route("{\"type\":\"local\",\"dst\":\"2001:db8:1:0:4001::/80\",\"dev\":\"lo\"}");
    ComputerDescription after = assign(moved, before, Set.of());
    assertThat(after.address()).contains(new Address("2001:db8:2::1", "ffff:ffff:ffff:ffff::"));
    assertThat(after.partitions().getFirst().ipv6()).contains(new Address("2001:db8:2::2", "ffff:ffff:ffff:ffff::"));
    assertThat(actions(moved, before, after)).contains(
        "ip addr del 2001:db8:1::2/64 dev br0",
        "ip route del local 2001:db8:1:0:4001::/80 dev lo",
        "ip addr add 2001:db8:2::2/64 dev br0",
        "ip route add local 2001:db8:2:0:4001::/80 dev lo");
  }

  @Test
  void an_address_on_another_interface_makes_way_for_a_random_one() throws IOException {
    machine.with("br0", "2001:db8::1/64").with("br1", "2001:db8::2/64");
    String address = assign(computer(1)).partitions().getFirst().ipv6().get().address();
    assertThat(address).startsWith("2001:db8::").isNotEqualTo("2001:db8::2");
  }

  @Test
  void an_address_that_another_machine_has_is_not_given() throws IOException {
    machine.with("br0", "2001:db8::1/64");
    assertThat(assign(machine, computer(1), Set.of("2001:db8::2")).partitions().getFirst().ipv6().get().address())
        .isNotEqualTo("2001:db8::2");
  }

  @Test
  void no_two_partitions_share_an_address_and_a_full_pool_says_so() throws IOException {
    machine.with("br0");
    assertThat(assign("10.0.0.0/30", computer(4)).partitions())
        .extracting(partition -> partition.ipv4().get().address())
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> assign("10.0.0.0/30", computer(5)))
        .hasMessage("ipv4_local_network has no free address left for partition slappart4");
  }

  @Test
  void an_address_outside_the_pool_is_replaced() throws IOException {
    machine.with("br0");
    ComputerDescription before = assign("192.0.2.0/24", computer(1));
    assertThat(assign(before).partitions().getFirst().ipv4().get().address()).startsWith("10.1.");
  }

  @Test
  void an_interface_that_is_not_there_is_named_with_those_that_are() {
    machine.with("eth0").with("lo");
    assertThatThrownBy(() -> assign(computer(1)))
        .hasMessage("there is no network interface 'br0' on this machine; those there are: eth0, lo");
  }

  @Test
  void somebody_elses_tap_is_not_touched() throws IOException {
    machine.with("br0", "2001:db8::1/64").tap("slaptap0", "ada");
    ComputerDescription computer = computer(1);
    assertThat(actions(machine, computer, assign(computer))).noneMatch(line -> line.contains("slaptap0"));
  }

  @Test
  void tuns_that_are_added_later_do_not_overlap_the_former_ones() throws IOException {
    machine.with("br0", "2001:db8::1/64");
    ComputerDescription three = assign(computer(3));
    var five = three.with(three.address(), IntStream.range(0, 5)
        .mapToObj(i -> i < 3 ? three.partitions().get(i) : computer(5).partitions().get(i)).toList());
    List<Ipv4Network> networks = assign(five).partitions().stream()
        .map(partition -> Ipv4Network.parse(partition.tun().get().ipv4().network())).toList();
    for (int i = 0; i < networks.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(networks.get(i).overlaps(networks.get(j))).as("%s, %s", i, j).isFalse();
      }
    }
  }

  private ComputerDescription assign(ComputerDescription computer) throws IOException {
    return assign(machine, computer, Set.of());
  }

  private ComputerDescription assign(String pool, ComputerDescription computer) throws IOException {
    return new NetworkAssignment(network(pool), machine.facts(), new Random(1)).assign(computer, Set.of(), false);
  }

  private static ComputerDescription assign(FakeMachine machine, ComputerDescription computer, Set<String> elsewhere)
      throws IOException {
    return new NetworkAssignment(network(POOL), machine.facts(), new Random(1)).assign(computer, elsewhere, false);
  }

  private static List<String> actions(FakeMachine machine, ComputerDescription before, ComputerDescription after)
      throws IOException {
    return NetworkPlan.of(before, after, settings(), machine.facts(), Set.of("slapuser0")).stream()
        .map(FormatAction::describe).toList();
  }

  static FormatSettings settings() {
    return new FormatSettings(
        "COMP-1",
        Path.of("/srv/slapgrid"),
        Path.of("/opt/slapgrid"),
        new FormatSettings.Files(
            Path.of("/opt/slapos.xml"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        true,
        network(POOL),
        1,
        new FormatSettings.Names("slappart", "slapuser", "slaptap", "slapsoft"));
  }

  private static FormatSettings.Network network(String pool) {
    return new FormatSettings.Network(
        true,
        Optional.of("br0"),
        Optional.empty(),
        Optional.of(Ipv4Network.parse(pool)),
        new FormatSettings.Taps(true, "", true),
        new FormatSettings.Tuns(true, true),
        true,
        16,
        false);
  }

  private static ComputerDescription computer(int partitions) {
    return new ComputerDescription(
        Optional.empty(),
        Path.of("/srv/slapgrid"),
        Path.of("/opt/slapgrid"),
        "slapsoft",
        IntStream.range(0, partitions)
            .mapToObj(i -> PartitionDescription.named(
                "slappart" + i, Path.of("/srv/slapgrid/slappart" + i), "slapuser" + i, "slaptap" + i))
            .toList());
  }
}

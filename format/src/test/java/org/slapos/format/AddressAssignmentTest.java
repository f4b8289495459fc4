package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressAssignmentTest {
  @ParameterizedTest
  @CsvSource({
    "2001:db8:77:1::1,    64,  0, 2001:db8:77:1::2,        ffff:ffff:ffff:ffff::",
    "2001:db8:77:1::1,    64,  9, 2001:db8:77:1::b,        ffff:ffff:ffff:ffff::",
    "2001:db8:99::1,      48,  0, 2001:db8:99::2,          ffff:ffff:ffff::",
    "2001:db8:77:1:2:3::1, 96, 0, 2001:db8:77:1:2:3:0:2,   ffff:ffff:ffff:ffff:ffff:ffff::",
    "2001:db8::1:0:0:1,   111, 0, 2001:db8::1:0:0:2,       ffff:ffff:ffff:ffff:ffff:ffff:fffe:0",
    "2001:db8::4,         126, 0, 2001:db8::6,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc",
    "2001:db8::4,         126, 1, 2001:db8::7,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc",
    "2001:db8::4,         126, 9, 2001:db8::7,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffc",
    "2001:db8::4,         127, 0, 2001:db8::4,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
    "2001:db8::4,         127, 1, 2001:db8::5,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe",
    "2001:db8::4,         128, 3, 2001:db8::4,             ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void a_partition_is_numbered_from_the_interfaces_prefix(
      String own, int prefix, int index, String expected, String netmask) {
    var computer = assignment(host(own, prefix), "10.0.0.0/16").assign(computer(index + 1, List.of()));
    assertThat(computer.partitions().get(index).addresses().get(1)).isEqualTo(new Address(expected, netmask));
  }

  @Test
  void without_a_global_address_partitions_get_ipv4_only() {
    var computer = assignment(host("::1", 128), "10.0.0.0/16").assign(computer(1, List.of()));
    assertThat(computer.partitions().getFirst().addresses())
        .singleElement()
        .satisfies(address -> assertThat(address.address()).startsWith("10.0."));
  }

  @Test
  void a_recorded_address_inside_the_pool_is_kept_and_another_is_replaced() {
    var assignment = assignment(host("::1", 128), "10.1.0.0/16");
    var kept = new Address("10.1.2.3", "255.255.255.255");
    assertThat(assignment.assign(computer(1, List.of(kept))).partitions().getFirst().addresses()).containsExactly(kept);
    var foreign = new Address("192.0.2.1", "255.255.255.255");
    assertThat(assignment.assign(computer(1, List.of(foreign))).partitions().getFirst().addresses().getFirst().address())
        .startsWith("10.1.");
  }

  @Test
  void no_two_partitions_share_an_address_and_a_full_pool_says_so() {
    var assignment = assignment(host("::1", 128), "10.0.0.0/30");
    assertThat(assignment.assign(computer(4, List.of())).partitions())
        .extracting(partition -> partition.addresses().getFirst().address())
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> assignment.assign(computer(5, List.of())))
        .hasMessage("ipv4_local_network has no free address left for partition slappart4");
  }

  @Test
  void addresses_are_put_on_their_interfaces() {
    var assignment = assignment(host("2001:db8::1", 64), "10.0.0.7/32");
    assertThat(assignment.actions(assignment.assign(computer(1, List.of()))))
        .containsExactly(
            new FormatAction.HostAddress("eth4", "10.0.0.7", 32), new FormatAction.HostAddress("eth6", "2001:db8::2", 64));
  }

  private static AddressAssignment assignment(HostAddresses host, String pool) {
    var network = new FormatSettings.Network("eth4", "eth6", Ipv4Network.parse(pool));
    return new AddressAssignment(network, host, new Random(1));
  }

  private static HostAddresses host(String ipv6, int prefix) {
    return name -> name.equals("eth6")
        ? List.of(new HostAddresses.OnInterface(InetAddress.ofLiteral(ipv6), prefix))
        : List.of();
  }

  private static ComputerDescription computer(int partitions, List<Address> addresses) {
    return new ComputerDescription(
        Optional.empty(),
        "slapsoft",
        IntStream.range(0, partitions)
            .mapToObj(i -> new PartitionDescription(
                "slappart" + i,
                Path.of("/srv/slapgrid/slappart" + i),
                "slapuser" + i,
                addresses,
                Optional.empty(),
                PartitionDescription.tapNamed(""),
                Optional.empty(),
                List.of()))
            .toList());
  }
}

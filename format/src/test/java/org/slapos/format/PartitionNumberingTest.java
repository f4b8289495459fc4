package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionNumberingTest {
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
  void a_partition_is_numbered_from_the_computers_prefix(
      String own, int prefix, int index, String expected, String netmask) {
    var numbering = new PartitionNumbering(Ipv6Number.of(own), prefix, 16);
    assertThat(numbering.address(index)).isEqualTo(expected);
    assertThat(numbering.netmask()).isEqualTo(netmask);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:77:1::1,     64, 16, 0, 2001:db8:77:1:4001::/80, 2001:db8:77:1:8001:ffff:ffff:ffff, 2001:db8:77:1:c001::/80",
    "2001:db8:77:1::1,     64, 16, 9, 2001:db8:77:1:400a::/80, 2001:db8:77:1:800a:ffff:ffff:ffff, 2001:db8:77:1:c00a::/80",
    "2001:db8:77:1::1,     64,  8, 0, 2001:db8:77:1:4100::/72, 2001:db8:77:1:81ff:ffff:ffff:ffff, 2001:db8:77:1:c100::/72",
    "2001:db8:99::1,       48, 16, 0, 2001:db8:99:4001::/64, 2001:db8:99:8001:ffff:ffff:ffff:ffff, 2001:db8:99:c001::/64",
    "2001:db8:77:1:2:3::1, 96, 16, 0, 2001:db8:77:1:2:3:4001:0/112, 2001:db8:77:1:2:3:8001:ffff, 2001:db8:77:1:2:3:c001:0/112",
  })
  void each_use_has_a_quarter_of_the_ranges(
      String own, int prefix, int shift, int index, String range, String tap, String tun) {
    var numbering = new PartitionNumbering(Ipv6Number.of(own), prefix, shift);
    assertThat(numbering.range(PartitionNumbering.Use.PARTITION, index).network()).isEqualTo(range);
    assertThat(PartitionNumbering.last(numbering.range(PartitionNumbering.Use.TAP, index))).isEqualTo(tap);
    assertThat(numbering.range(PartitionNumbering.Use.TUN, index).network()).isEqualTo(tun);
  }

  @Test
  void a_prefix_that_is_too_long_for_ranges_says_so() {
    var numbering = new PartitionNumbering(Ipv6Number.of("2001:db8::4"), 112, 16);
    assertThatThrownBy(() -> numbering.range(PartitionNumbering.Use.PARTITION, 0))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("The IPv6 range has prefixlen 128 which is too big");
  }
}

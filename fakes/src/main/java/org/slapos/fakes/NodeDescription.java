package org.slapos.fakes;

import java.util.List;
import java.util.stream.IntStream;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What a node tells the Master of itself when it has been formatted. */
public final class NodeDescription {
  private NodeDescription() {}

  /** A computer with partitions {@code slappart0} and so on, each with an address and an interface of its own. */
  public static String of(String computer, int partitions) {
    return Marshal.write(Value.Dict.builder()
        .put("reference", computer)
        .put("address", "127.0.0.1")
        .put("netmask", "255.0.0.0")
        .put("partition_list", new Value.ListValue(
            IntStream.range(0, partitions).mapToObj(NodeDescription::partition).toList()))
        .build());
  }

  private static Value partition(int number) {
    Value address = Value.Dict.builder()
        .put("addr", "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255))
        .put("netmask", "255.255.255.255")
        .build();
    return Value.Dict.builder()
        .put("reference", "slappart" + number)
        .put("address_list", new Value.ListValue(List.of(address)))
        .put("tap", Value.Dict.builder().put("name", "tap" + number).build())
        .build();
  }
}

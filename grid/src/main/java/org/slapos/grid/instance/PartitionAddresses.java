package org.slapos.grid.instance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.slap.ComputerPartition.InterfaceAddress;
import org.slapos.slap.wire.Value;

/** The addresses of a partition as the Master tells them: {@code ip_list}, then {@code full_ip_list}. */
final class PartitionAddresses {
  private PartitionAddresses() {}

  static List<InterfaceAddress> of(Value.Dict parameters) {
    return Stream.of("ip_list", "full_ip_list").flatMap(key -> items(parameters.get(key)))
        .flatMap(PartitionAddresses::pair).distinct().toList();
  }

  private static Stream<InterfaceAddress> pair(Value entry) {
    List<Value> parts = items(Optional.of(entry)).toList();
    return parts.size() >= 2
            && parts.get(0) instanceof Value.Text(String interfaceName)
            && parts.get(1) instanceof Value.Text(String address)
        ? Stream.of(new InterfaceAddress(interfaceName, address))
        : Stream.empty();
  }

  private static Stream<Value> items(Optional<Value> list) {
    return switch (list.orElse(Value.None.NONE)) {
      case Value.ListValue(List<Value> items) -> items.stream();
      case Value.Tuple(List<Value> items) -> items.stream();
      case Value.SetValue(List<Value> items) -> items.stream();
      default -> Stream.empty();
    };
  }
}

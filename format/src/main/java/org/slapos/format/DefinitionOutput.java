package org.slapos.format;

import java.util.stream.Collectors;

/** What {@code --output_definition_file} writes: a definition file that describes the formatted computer. */
final class DefinitionOutput {
  private DefinitionOutput() {}

  static String of(ComputerDescription computer) {
    var text = new StringBuilder("[computer]\n");
    computer.address().ifPresent(address -> text.append(key("address", written(address))));
    text.append('\n');
    int index = 0;
    for (PartitionDescription partition : computer.partitions()) {
      text.append("[partition_").append(index++).append("]\n");
      String addresses = partition.addresses().stream().map(DefinitionOutput::written).collect(Collectors.joining(" "));
      text.append(key("address", addresses));
      partition.ipv6Range().ifPresent(range -> text.append(key("ipv6_range", range.network())));
      text.append(key("user", partition.user()));
      text.append(key("network_interface", partition.tap().name()));
      text.append(key("pathname", partition.reference()));
      text.append('\n');
    }
    return text.toString();
  }

  private static String written(Address address) {
    return address.address() + "/" + address.netmask();
  }

  private static String key(String name, String value) {
    return name + " = " + value.replace("%", "%%") + "\n";
  }
}

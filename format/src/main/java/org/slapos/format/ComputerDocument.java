package org.slapos.format;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The document that is posted to the Master and kept in {@code computer_xml} (reference: format.md, 5). */
final class ComputerDocument {
  private final FormatSettings settings;
  private final HostFacts host;

  ComputerDocument(FormatSettings settings, HostFacts host) {
    this.settings = settings;
    this.host = host;
  }

  Value.Dict of(ComputerDescription computer) {
    FormatSettings.Network network = settings.network();
    var osType = List.of(host.platform(), host.distribution(), host.version(), host.name());
    return sorted(
        Value.Dict.builder()
            .put("address", orNone(computer.address().map(Address::address)))
            .put("instance_root", computer.instanceRoot().toString())
            .put("instance_storage_home", orNone(settings.storageHome().map(Path::toString)))
            .put("interface", networkInterface())
            .put("ipv6_interface", orNone(network.ipv6Interface()))
            .put("netmask", orNone(computer.address().map(Address::netmask)))
            .put("os_type", oneLine(osType))
            .put("partition_has_ipv6_range", new Value.Bool(network.partitionRanges()))
            .put("partition_list", list(computer.partitions().stream().<Value>map(p -> partition(p, computer)).toList()))
            .put("public_ipv4_address", Value.None.NONE)
            .put("python_version", host.languageVersion())
            .put("reference", settings.computerId())
            .put("slapos_version", host.slaposVersion())
            .put("software_root", computer.softwareRoot().toString())
            .put("software_user", computer.softwareUser())
            .put("tap_gateway_interface", network.taps().gatewayInterface())
            .put("tap_ipv6", new Value.Bool(network.taps().ipv6()))
            .build());
  }

  /** With a definition file it is told only if the machine is changed too. */
  private Value networkInterface() {
    FormatSettings.Network network = settings.network();
    if (settings.files().definition().isPresent() ? !network.isComplete() : network.interfaceName().isEmpty()) {
      return Value.None.NONE;
    }
    return sorted(Value.Dict.builder()
        .put("ipv4_local_network", orNone(network.ipv4Pool().map(Ipv4Network::toString)))
        .put("ipv6_interface", orNone(network.ipv6Source()))
        .put("ipv6_prefixshift", Value.ofInt(network.prefixShift()))
        .put("name", orNone(network.interfaceName()))
        .build());
  }

  /** One partition, also the content of its {@code .slapos-resource}. */
  static Value.Dict partition(PartitionDescription partition, ComputerDescription computer) {
    var fields = Value.Dict.builder()
        .put("address_list", list(partition.addresses().stream().map(ComputerDocument::address).toList()))
        .put("external_storage_list", list(paths(partition.externalStorage())))
        .put("ipv6_range", partition.ipv6Range().map(ComputerDocument::range).orElse(Value.Dict.EMPTY))
        .put("path", partition.path().toString())
        .put("reference", partition.reference())
        .put("tap", partition.tap().fields())
        .put("tun", partition.tun().<Value>map(VirtualInterface::fields).orElse(Value.None.NONE))
        .put("user", user(partition, computer));
    if (!partition.capabilities().isEmpty()) {
      fields.put("capability_list", list(partition.capabilities().stream().<Value>map(Value.Text::new).toList()));
    }
    return sorted(fields.build());
  }

  private static Value.Dict user(PartitionDescription partition, ComputerDescription computer) {
    return Value.Dict.builder()
        .put("additional_group_list", list(List.of(new Value.Text(computer.softwareUser()))))
        .put("name", partition.user())
        .put("path", partition.path().toString())
        .put("shell", "/bin/sh")
        .build();
  }

  private static Value address(Address address) {
    return Value.Dict.builder().put("addr", address.address()).put("netmask", address.netmask()).build();
  }

  private static Value.Dict range(Ipv6Range range) {
    return Value.Dict.builder()
        .put("addr", range.address())
        .put("netmask", range.netmask())
        .put("network", range.network())
        .put("prefixlen", Value.ofInt(range.prefixLength()))
        .build();
  }

  private static List<Value> paths(List<Path> paths) {
    return paths.stream().<Value>map(path -> new Value.Text(path.toString())).toList();
  }

  private static Value list(List<Value> items) {
    return new Value.ListValue(items);
  }

  private static Value orNone(Optional<String> text) {
    return text.<Value>map(Value.Text::new).orElse(Value.None.NONE);
  }

  private static String oneLine(List<String> texts) {
    var quoted = texts.stream().map(text -> JsonText.writeIndented(new Value.Text(text), 0)).toList();
    return "[" + String.join(", ", quoted) + "]";
  }

  private static Value.Dict sorted(Value.Dict fields) {
    var byName = new TreeMap<String, Value>();
    fields.entries().forEach((key, value) -> byName.put(((Value.Text) key).value(), value));
    var entries = new LinkedHashMap<Value, Value>();
    byName.forEach((name, value) -> entries.put(new Value.Text(name), value));
    return new Value.Dict(entries);
  }
}

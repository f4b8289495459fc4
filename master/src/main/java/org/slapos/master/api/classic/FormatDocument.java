package org.slapos.master.api.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.http.HttpProblem;
import org.slapos.slap.wire.Value;

/** The document that {@code node format} posts (reference: protocol-slap.md, 7.3); unknown keys are ignored. */
final class FormatDocument {
  private FormatDocument() {}

  static Command.Format read(Value.Dict document) {
    var computer =
        new Computer(
            name(document, "reference", "reference"),
            optionalText(document, "address", "address"),
            optionalText(document, "netmask", "netmask"));
    var partitions = new ArrayList<Command.FormattedPartition>();
    for (var partition : dictionaries(document, "partition_list", "partition_list")) {
      partitions.add(partition(partition, "partition_list[" + partitions.size() + "]"));
    }
    return new Command.Format(computer, partitions);
  }

  private static Command.FormattedPartition partition(Value.Dict partition, String path) {
    var reference = name(partition, "reference", path + ".reference");
    var tap = partition.get("tap").filter(Value.Dict.class::isInstance).map(Value.Dict.class::cast);
    var tapName = tap.orElseThrow(() -> wrong(path + ".tap", "not a dictionary")).get("name");
    var networkInterface =
        switch (tapName.orElseThrow(() -> wrong(path + ".tap.name", "missing"))) {
          case Value.Text(var text) when !text.isEmpty() -> text;
          case Value.Text empty -> reference;
          case Value.None.NONE -> reference;
          default -> throw wrong(path + ".tap.name", "not a text");
        };
    var addresses = new ArrayList<NetworkAddress>();
    for (var address : dictionaries(partition, "address_list", path + ".address_list")) {
      var place = path + ".address_list[" + addresses.size() + "]";
      addresses.add(
          new NetworkAddress(
              networkInterface,
              name(address, "addr", place + ".addr"),
              optionalText(address, "netmask", place + ".netmask")));
    }
    return new Command.FormattedPartition(reference, addresses);
  }

  private static String name(Value.Dict dictionary, String key, String path) {
    return optionalText(dictionary, key, path)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> wrong(path, "empty"));
  }

  private static Optional<String> optionalText(Value.Dict dictionary, String key, String path) {
    return switch (dictionary.get(key).orElseThrow(() -> wrong(path, "missing"))) {
      case Value.Text(var text) -> Optional.of(text);
      case Value.Int(var number) -> Optional.of(number.toString());
      case Value.None.NONE -> Optional.empty();
      default -> throw wrong(path, "not a text");
    };
  }

  private static List<Value.Dict> dictionaries(Value.Dict dictionary, String key, String path) {
    if (!(dictionary.get(key).orElseThrow(() -> wrong(path, "missing")) instanceof Value.ListValue(var items))) {
      throw wrong(path, "not a list");
    }
    return items.stream()
        .map(item -> item instanceof Value.Dict entry ? entry : refuse(path))
        .toList();
  }

  private static Value.Dict refuse(String path) {
    throw wrong(path, "holds something else than dictionaries");
  }

  private static HttpProblem wrong(String path, String reason) {
    return HttpProblem.badField("xml", path + ": " + reason);
  }
}

package org.slapos.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What the XML of the previous run keeps: the addresses and users of the partitions stay over runs. */
final class RecordedComputer {
  private final Value.Dict document;
  private final FormatSettings settings;

  private RecordedComputer(Value.Dict document, FormatSettings settings) {
    this.document = document;
    this.settings = settings;
  }

  /**
   * The computer of the previous run extended to the wanted number of partitions, or a new one.
   *
   * @throws FormatException if the file is not such a document or records more partitions than are wanted
   */
  static ComputerDescription read(FormatSettings settings) {
    Path file = settings.computerXml();
    try {
      Value value = Files.exists(file) ? Marshal.read(Files.readAllBytes(file)) : Value.Dict.EMPTY;
      if (value instanceof Value.Dict document) {
        return new RecordedComputer(document, settings).computer();
      }
      throw new FormatException(file + " is not the record of a computer; move it away to start anew");
    } catch (MalformedDocumentException e) {
      throw new FormatException(file + " is damaged (" + e.getMessage() + "); move it away to start anew");
    } catch (IOException e) {
      throw new FormatException("cannot read " + file + ": " + e.getMessage());
    }
  }

  private ComputerDescription computer() {
    List<Value.Dict> recorded = dictionaries(document, "partition_list");
    if (recorded.size() > settings.partitionAmount()) {
      throw new FormatException("Requested amount of computer partitions (" + settings.partitionAmount()
          + ") is lower than already configured (" + recorded.size() + "), cannot continue");
    }
    var partitions = new ArrayList<>(recorded.stream().map(this::partition).toList());
    IntStream.range(recorded.size(), settings.partitionAmount()).mapToObj(this::newPartition).forEach(partitions::add);
    Optional<Address> address = document.text("address")
        .map(text -> new Address(text, document.text("netmask").orElse("")));
    return new ComputerDescription(address, document.text("software_user").orElse(settings.softwareUser()), partitions);
  }

  private PartitionDescription partition(Value.Dict recorded) {
    String reference = recorded.text("reference").orElseThrow(this::damaged);
    var addresses = dictionaries(recorded, "address_list").stream()
        .map(entry -> new Address(entry.text("addr").orElseThrow(this::damaged), entry.text("netmask").orElse("")))
        .toList();
    return new PartitionDescription(
        reference,
        settings.instanceRoot().resolve(reference),
        dictionary(recorded, "user").flatMap(user -> user.text("name")).orElseThrow(this::damaged),
        addresses,
        dictionary(recorded, "ipv6_range").flatMap(range -> range.text("network")).map(Ipv6Range::parse),
        dictionary(recorded, "tap").orElseGet(() -> PartitionDescription.tapNamed("")),
        dictionary(recorded, "tun"),
        List.of());
  }

  private PartitionDescription newPartition(int index) {
    String reference = settings.partitionBaseName() + index;
    return new PartitionDescription(
        reference,
        settings.instanceRoot().resolve(reference),
        settings.userBaseName() + index,
        List.of(),
        Optional.empty(),
        PartitionDescription.tapNamed(settings.tapBaseName() + index),
        Optional.empty(),
        List.of());
  }

  private FormatException damaged() {
    return new FormatException(settings.computerXml() + " lacks a field of a partition; move it away to start anew");
  }

  private static Optional<Value.Dict> dictionary(Value.Dict parent, String key) {
    return parent.get(key).flatMap(value -> value instanceof Value.Dict child ? Optional.of(child) : Optional.empty());
  }

  private static List<Value.Dict> dictionaries(Value.Dict parent, String key) {
    return parent.get(key).stream()
        .flatMap(value -> value instanceof Value.ListValue(var items) ? items.stream() : Stream.of())
        .flatMap(item -> item instanceof Value.Dict child ? Stream.of(child) : Stream.of())
        .toList();
  }
}

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the XML of the previous run keeps: the addresses and users of the partitions stay over runs. */
final class RecordedComputer {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

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
    Path file = settings.files().computerXml();
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
    Path instanceRoot = root("instance_root", settings.instanceRoot());
    var partitions = new ArrayList<>(recorded.stream().map(entry -> partition(entry, instanceRoot)).toList());
    if (recorded.isEmpty()) {
      LOGGER.warn("Creating new computer data with id '{}'", settings.computerId());
    }
    if (recorded.size() < settings.partitionAmount()) {
      LOGGER.info("Adding {} new partitions", settings.partitionAmount() - recorded.size());
    }
    IntStream.range(recorded.size(), settings.partitionAmount())
        .mapToObj(index -> newPartition(index, instanceRoot))
        .forEach(partitions::add);
    Optional<Address> address = document.text("address")
        .map(text -> new Address(text, document.text("netmask").orElse("")));
    return new ComputerDescription(
        address,
        instanceRoot,
        root("software_root", settings.softwareRoot()),
        document.text("software_user").orElse(settings.names().softwareUser()),
        partitions);
  }

  /** The record counts, as partitions live there; a configuration that says otherwise is told so. */
  private Path root(String key, Path configured) {
    Path root = document.text(key).map(Path::of).orElse(configured);
    if (!root.equals(configured)) {
      LOGGER.warn("{} stays {}, as {} records it; the configuration says {}", key, root, settings.files().computerXml(), configured);
    }
    return root;
  }

  private PartitionDescription partition(Value.Dict recorded, Path instanceRoot) {
    String reference = recorded.text("reference").orElseThrow(this::damaged);
    var addresses = dictionaries(recorded, "address_list").stream()
        .map(entry -> new Address(entry.text("addr").orElseThrow(this::damaged), entry.text("netmask").orElse("")))
        .toList();
    return new PartitionDescription(
        reference,
        recorded.text("path").map(Path::of).orElse(instanceRoot.resolve(reference)),
        dictionary(recorded, "user").flatMap(user -> user.text("name")).orElseThrow(this::damaged),
        addresses,
        dictionary(recorded, "ipv6_range").flatMap(range -> range.text("network")).map(Ipv6Range::parse),
        dictionary(recorded, "tap").map(VirtualInterface::of).orElse(VirtualInterface.named("")),
        dictionary(recorded, "tun").map(VirtualInterface::of),
        List.of(),
        List.of());
  }

  private PartitionDescription newPartition(int index, Path instanceRoot) {
    FormatSettings.Names names = settings.names();
    String reference = names.partition() + index;
    return PartitionDescription.named(reference, instanceRoot.resolve(reference), names.user() + index, names.tap() + index);
  }

  private FormatException damaged() {
    return new FormatException(settings.files().computerXml() + " lacks a field of a partition; move it away to start anew");
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

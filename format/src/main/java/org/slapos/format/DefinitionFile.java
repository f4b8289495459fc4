package org.slapos.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Problem;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;

/**
 * The file of {@code input_definition_file}: section {@code [computer]} and one {@code [partition_N]} for each partition
 * (reference: format.md, 7).
 */
final class DefinitionFile {
  private final ConfigurationFile file;
  private final FormatSettings settings;

  private DefinitionFile(ConfigurationFile file, FormatSettings settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * @throws ConfigurationException if it is not readable, lacks a partition or holds a wrong address
   */
  static ComputerDescription read(Path path, FormatSettings settings) {
    return new DefinitionFile(ConfigurationFile.read(path), settings).computer();
  }

  private ComputerDescription computer() {
    var reader = reader("computer");
    Optional<Address> address = reader.text("address").flatMap(text -> parsed(reader, "address", text, Address::parse));
    String softwareUser = reader.text("software_user").orElse(settings.names().softwareUser());
    reader.finish();
    var partitions = IntStream.range(0, settings.partitionAmount()).mapToObj(this::partition).toList();
    return new ComputerDescription(address, settings.instanceRoot(), settings.softwareRoot(), softwareUser, partitions);
  }

  private PartitionDescription partition(int index) {
    String section = "partition_" + index;
    if (file.section(section).isEmpty()) {
      String what = "partition_amount is " + settings.partitionAmount() + ", but there is no section [" + section + "]";
      throw new ConfigurationException(new Problem(new Origin.File(file.path()), what));
    }
    var reader = reader(section);
    String name = reader.requiredText("pathname");
    if (name.contains("/") || name.startsWith(".")) {
      reader.refuse("pathname", "'pathname' must be a plain folder name, not '" + name + "'");
    }
    var description = new PartitionDescription(
        name,
        settings.instanceRoot().resolve(name.replace('/', '_')),
        reader.requiredText("user"),
        addresses(reader),
        reader.text("ipv6_range").flatMap(text -> parsed(reader, "ipv6_range", text, Ipv6Range::parse)),
        VirtualInterface.named(reader.text("network_interface").orElse("")),
        Optional.empty(),
        List.of(),
        reader.lines("capability_list"));
    reader.finish();
    return description;
  }

  private static List<Address> addresses(SettingsReader reader) {
    return reader.text("address").stream()
        .flatMap(text -> Arrays.stream(text.split("\\s+")))
        .flatMap(text -> parsed(reader, "address", text, Address::parse).stream())
        .toList();
  }

  private static <T> Optional<T> parsed(SettingsReader reader, String key, String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      reader.refuse(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private SettingsReader reader(String section) {
    Settings settings = file.section(section).orElse(Settings.empty(new Origin.File(file.path())));
    return new SettingsReader(settings, section, Path.of("/"));
  }
}

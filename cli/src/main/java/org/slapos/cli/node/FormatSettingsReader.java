package org.slapos.cli.node;

import java.util.Optional;
import java.util.OptionalInt;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;
import org.slapos.format.Ipv4Network;

/** What the sections of the configuration and the command line say about formatting. */
public final class FormatSettingsReader {
  private static final int USUAL_PREFIX_SHIFT = 16;
  /** A prefix shift has room for four kinds of ranges. */
  private static final int KINDS_OF_RANGES = 4;

  private FormatSettingsReader() {}

  /** Reads all keys; the caller finishes the reader. */
  public static FormatSettings read(SettingsReader reader) {
    for (String option : new String[] {"bridge_name", "no_bridge"}) {
      reader.text(option).ifPresent(
          _ -> reader.refuse(option, "Option '" + option + "' is totally deprecated, please update your config file"));
    }
    int partitions = partitionAmount(reader);
    var files = new FormatSettings.Files(
        reader.requiredPath("computer_xml"),
        reader.path("computer_json"),
        reader.path("input_definition_file"),
        reader.path("output_definition_file"),
        reader.path("certificate_repository_path"));
    return new FormatSettings(
        reader.requiredText("computer_id"),
        reader.requiredPath("instance_root"),
        reader.requiredPath("software_root"),
        files,
        reader.path("instance_storage_home"),
        reader.truth("alter_user", true),
        network(reader, files, partitions),
        partitions,
        new FormatSettings.Names(
            reader.text("partition_base_name").orElse(FormatSettings.Names.USUAL_PARTITION),
            reader.text("user_base_name").orElse(FormatSettings.Names.USUAL_USER),
            reader.text("tap_base_name").orElse("slaptap"),
            reader.text("software_user").orElse("slapsoft")));
  }

  private static int partitionAmount(SettingsReader reader) {
    OptionalInt amount = reader.integer("partition_amount");
    if (amount.isEmpty()) {
      reader.requiredText("partition_amount");
    } else if (amount.getAsInt() < 0) {
      reader.refuse("partition_amount", "'partition_amount' cannot be less than 0");
    }
    return Math.max(0, amount.orElse(0));
  }

  private static FormatSettings.Network network(SettingsReader reader, FormatSettings.Files files, int partitions) {
    boolean alter = reader.truth("alter_network", true);
    Optional<String> name = reader.text("interface_name");
    if (alter && name.isEmpty() && files.definition().isEmpty()) {
      reader.refuse("interface_name",
          "'interface_name' is missing in section [slapformat]: it receives the addresses that alter_network = true makes");
    }
    return new FormatSettings.Network(
        alter,
        name,
        reader.text("ipv6_interface"),
        pool(reader),
        new FormatSettings.Taps(
            reader.truth("create_tap", true),
            reader.text("tap_gateway_interface").orElse(""),
            reader.truth("tap_ipv6", true)),
        new FormatSettings.Tuns(reader.truth("create_tun", false), reader.truth("tun_ipv6", true)),
        reader.truth("partition_has_ipv6_range", true),
        prefixShift(reader, partitions),
        reader.truth("use_unique_local_address_block", false));
  }

  private static Optional<Ipv4Network> pool(SettingsReader reader) {
    try {
      return reader.text("ipv4_local_network").map(Ipv4Network::parse);
    } catch (IllegalArgumentException e) {
      reader.refuse("ipv4_local_network", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static int prefixShift(SettingsReader reader, int partitions) {
    int shift = reader.integer("ipv6_prefixshift").orElse(USUAL_PREFIX_SHIFT);
    if (shift < 2 || (shift < Integer.SIZE - 1 && (1L << shift) < (long) KINDS_OF_RANGES * partitions)) {
      reader.refuse("ipv6_prefixshift", "ipv6_prefixshift " + shift + " is too small for partition_amount " + partitions);
    }
    return shift;
  }
}

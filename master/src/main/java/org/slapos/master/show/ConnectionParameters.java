package org.slapos.master.show;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.Partition;
import org.slapos.slap.wire.InstanceXml;

/** The connection parameters that partitions published. */
final class ConnectionParameters {
  private static final Set<String> LONG_KEYS = Set.of("ssh-key", "ssh-public-key");
  private static final int END = 20;

  private ConnectionParameters() {}

  static String text(List<Partition> partitions) {
    var text = new StringBuilder();
    for (var partition : partitions) {
      partition
          .instance()
          .ifPresent(instance -> instance.connectionXml().ifPresent(xml -> append(instance, xml, text)));
    }
    return text.toString();
  }

  private static void append(Instance instance, String xml, StringBuilder text) {
    text.append(instance.place().partition())
        .append(": ")
        .append(instance.title().orElse("None"))
        .append(" (type ")
        .append(instance.softwareType())
        .append(")\n");
    InstanceXml.read(xml)
        .forEach(
            (name, value) ->
                text.append("    ").append(name).append(" = ").append(shown(name, value)).append("\n"));
  }

  private static String shown(String name, Optional<String> value) {
    if (value.isEmpty()) {
      return "None";
    }
    var text = value.get();
    if (name.equals("_")) {
      return PrettyJson.of(text).orElse(text);
    }
    return LONG_KEYS.contains(name) && text.length() > 2 * END
        ? text.substring(0, END) + "..." + text.substring(text.length() - END)
        : text;
  }
}

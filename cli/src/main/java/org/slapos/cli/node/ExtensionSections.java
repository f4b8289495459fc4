package org.slapos.cli.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.grid.GridSettings;
import org.slapos.grid.firewall.FirewallSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings;

/** Reads what is plugged into the passes: {@code manager_list}, {@code [manager:NAME]} and {@code [firewall]}. */
final class ExtensionSections {
  private static final String MANAGER = "manager";

  private final ConfigurationFile file;
  private final Path home;

  ExtensionSections(ConfigurationFile file, Path home) {
    this.file = file;
    this.home = home;
  }

  /**
   * @param merged all keys of the node, with the command line over them
   */
  GridSettings.Extensions read(Settings merged, SettingsReader reader) {
    List<String> managers = reader.words("manager_list");
    return new GridSettings.Extensions(
        managers, reader.path("manager_folder"), managers.isEmpty() ? Map.of() : texts(merged), managerSections(),
        file.section("firewall").map(this::firewall),
        file.section("networkcache").isPresent() ? ReleaseCacheReader.read(reader) : ReleaseCacheSettings.NONE);
  }

  /** The character after the word is dropped, whatever it is, as in the reference. */
  private Map<String, Map<String, String>> managerSections() {
    var sections = new HashMap<String, Map<String, String>>();
    for (String name : file.sectionNames()) {
      if (name.startsWith(MANAGER) && name.length() > MANAGER.length() + 1) {
        sections.put(name.substring(MANAGER.length() + 1), texts(file.section(name).orElseThrow()));
      }
    }
    return sections;
  }

  private static Map<String, String> texts(Settings settings) {
    var texts = new HashMap<String, String>();
    settings.names().forEach(name -> settings.get(name).ifPresent(setting -> texts.put(name, setting.value())));
    return texts;
  }

  private FirewallSettings firewall(Settings section) {
    var reader = new SettingsReader(section, "firewall", home);
    var usual = FirewallSettings.DEFAULT;
    return new FirewallSettings(
        words(reader.text("firewall_cmd"), usual.command()),
        words(reader.text("reload_config_cmd"), usual.reload()),
        reader.text("firewall_executable").orElse(usual.firewallProgram()),
        reader.text("dbus_executable").orElse(usual.dbusProgram()),
        reader.text("log_file").orElse(usual.firewallLog()),
        reader.text("dbus_log_file").orElse(usual.dbusLog()),
        reader.lines("authorized_sources"));
  }

  /** Programs are started without a shell: blanks separate their words. */
  private static List<String> words(Optional<String> text, List<String> usual) {
    return text.<List<String>>map(line -> new ArrayList<>(Stream.of(line.split("\\s+", -1)).toList())).orElse(usual);
  }
}

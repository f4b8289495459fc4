package org.slapos.cli.node;

import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Setting;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;

/** The node's configuration as a command sees it: sections laid over each other, options of the command line on top. */
final class NodeSection {
  private NodeSection() {}

  /** Reads the file; {@code lower} sections give way to {@code [slapos]}, which gives way to the command line. */
  static Settings read(Invocation invocation, String... lower) {
    return of(ConfigurationLookup.NODE.read(invocation), invocation, lower);
  }

  /** As {@link #read}, of a file that was read already. */
  static Settings of(ConfigurationFile file, Invocation invocation, String... lower) {
    Settings merged = Settings.empty(new Origin.File(file.path()));
    for (String name : lower) {
      merged = merged.under(section(file, name));
    }
    return withOptions(merged.under(section(file, "slapos")), invocation);
  }

  /** As {@link #of} for the passes: {@code [networkcache]} lies over {@code [slapos]}. */
  static Settings ofPass(ConfigurationFile file, Invocation invocation) {
    return withOptions(section(file, "slapos").under(section(file, "networkcache")), invocation);
  }

  static SettingsReader reader(Settings settings, Invocation invocation) {
    return new SettingsReader(settings, "slapos", invocation.terminal().home());
  }

  private static Settings section(ConfigurationFile file, String name) {
    return file.section(name).orElse(Settings.empty(new Origin.File(file.path())));
  }

  /** Options are called as the keys are; those that were not given leave the file's value alone. */
  private static Settings withOptions(Settings settings, Invocation invocation) {
    Settings merged = settings;
    for (var option : invocation.options().getAttrs().entrySet()) {
      if (option.getValue() instanceof String text) {
        var origin = new Origin.Option(PassOptions.spelling(option.getKey()));
        merged = merged.with(option.getKey(), new Setting(text, origin));
      }
    }
    return merged;
  }
}

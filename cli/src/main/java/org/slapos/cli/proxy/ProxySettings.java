package org.slapos.cli.proxy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Setting;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.master.MasterSettings;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.store.DatabaseLocation;

/**
 * The built-in Master's configuration (reference: proxy.md, 1): {@code [slapproxy]} and {@code [slapos]} together, the
 * command line first; of two sections that have a key, the first in the file with a value wins.
 */
final class ProxySettings {
  private static final int HIGHEST_PORT = 65535;

  private ProxySettings() {}

  /** The options of a command that needs to know a database that is there, and nothing else. */
  static void declareDatabase(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-u", "--database-uri").metavar("URI").help("the database: a file, or postgresql://user@host/name");
  }

  static Settings read(Invocation invocation) {
    ConfigurationFile file = ConfigurationLookup.NODE.read(invocation);
    Settings merged = Settings.empty(new Origin.File(file.path()));
    for (String name : file.sectionNames().reversed()) {
      if (name.equals("slapos") || name.equals("slapproxy")) {
        merged = overlaid(merged, file.section(name).orElseThrow());
      }
    }
    for (String option : new String[] {"database_uri", "host", "port", "local_software_release_root", "access_log"}) {
      if (invocation.text(option).isPresent()) {
        var origin = new Origin.Option("--" + option.replace('_', '-'));
        merged = merged.with(option, new Setting(invocation.argument(option), origin));
      }
    }
    return merged;
  }

  private static Settings overlaid(Settings lower, Settings upper) {
    Settings merged = lower;
    for (String name : upper.names()) {
      Setting setting = upper.get(name).orElseThrow();
      merged = setting.value().isBlank() && lower.get(name).isPresent() ? merged : merged.with(name, setting);
    }
    return merged;
  }

  static SettingsReader reader(Settings settings, Invocation invocation) {
    return new SettingsReader(settings, "slapproxy", invocation.terminal().home());
  }

  /** Everything that the Master needs to start. */
  static MasterSettings master(Invocation invocation) {
    SettingsReader reader = reader(read(invocation), invocation);
    String computer = reader.requiredText("computer_id");
    DatabaseLocation database = database(reader);
    String host = reader.requiredText("host");
    reader.requiredText("port");
    int port = reader.integer("port").orElse(0);
    if (port < 0 || port > HIGHEST_PORT) {
      reader.refuse("port", "'port' must be between 0 and " + HIGHEST_PORT + ", not " + port);
    }
    Map<String, String> products = products(reader);
    var file = ConfigurationLookup.NODE.read(invocation);
    var services = new ServicesReader(reader, file, invocation.terminal().home()).read();
    ReleaseRoot root = reader.path("local_software_release_root").map(path -> new ReleaseRoot(path.toAbsolutePath()))
        .orElse(ReleaseRoot.DEFAULT);
    var operations = OperationsReader.read(reader);
    reader.finish();
    return new MasterSettings(database, host, port, computer, products).with(services).with(root).with(operations);
  }

  /** What those options name; whatever is wrong with it ends the command. */
  static DatabaseLocation database(Invocation invocation) {
    SettingsReader reader = reader(read(invocation), invocation);
    DatabaseLocation database = database(reader);
    reader.finish();
    return database;
  }

  /** A path, or the URL of a PostgreSQL database; problems are noted in the reader. */
  static DatabaseLocation database(SettingsReader reader) {
    Optional<String> uri = reader.text("database_uri").filter(DatabaseLocation::isPostgres);
    if (uri.isEmpty()) {
      return new DatabaseLocation.SqliteFile(reader.requiredPath("database_uri"));
    }
    try {
      return DatabaseLocation.postgres(uri.get());
    } catch (IllegalArgumentException e) {
      reader.refuse("database_uri", "'database_uri': " + e.getMessage());
      return new DatabaseLocation.PostgresDatabase("", Optional.empty(), Optional.empty());
    }
  }

  private static Map<String, String> products(SettingsReader reader) {
    var products = new LinkedHashMap<String, String>();
    for (String line : reader.lines("software_product_list")) {
      String[] words = line.split(" ", -1);
      if (words.length == 2) {
        products.put(words[0], words[1]);
      } else {
        reader.refuse("software_product_list", "a line of 'software_product_list' is a name, a blank and a URL, not '"
            + line + "'");
      }
    }
    return products;
  }
}

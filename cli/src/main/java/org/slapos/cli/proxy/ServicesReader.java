package org.slapos.cli.proxy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.SettingsReader;
import org.slapos.master.MasterServices;
import org.slapos.master.cache.CacheSettings;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.multimaster.ExternalMaster;
import org.slapos.slap.ConnectionSettings.Identity;
import org.slapos.slap.http.HttpUrl;

/** What the Master shall serve beside its API: the network cache, public files, other Masters. */
final class ServicesReader {
  private static final String MULTIMASTER = "multimaster/";

  private final SettingsReader reader;
  private final ConfigurationFile file;
  private final Path home;

  /** @param reader of {@code [slapproxy]} and {@code [slapos]}; takes all problems */
  ServicesReader(SettingsReader reader, ConfigurationFile file, Path home) {
    this.reader = reader;
    this.file = file;
    this.home = home;
  }

  MasterServices read() {
    return new MasterServices(cache(), reader.path("public_directory_path"), externalMasters());
  }

  /** Without both folders there is no cache, as in the reference. */
  private Optional<CacheSettings> cache() {
    var contents = path("shacache_content_directory");
    var entries = path("shacache_metadata_directory");
    var upstream = upstream();
    return contents.flatMap(folder -> entries.map(other -> new CacheSettings(folder, other, upstream)));
  }

  private Optional<CacheSettings.Upstream> upstream() {
    var cacheUrl = url("shacache_upstream_cache_url");
    var dirUrl = url("shacache_upstream_dir_url");
    if (cacheUrl.isPresent() != dirUrl.isPresent()) {
      var given = cacheUrl.isPresent() ? "shacache_upstream_cache_url" : "shacache_upstream_dir_url";
      var missing = cacheUrl.isPresent() ? "shacache_upstream_dir_url" : "shacache_upstream_cache_url";
      reader.refuse(spelled(given), "'" + spelled(given) + "' needs '" + missing + "' beside it");
      return Optional.empty();
    }
    return cacheUrl.flatMap(cache -> dirUrl.map(dir -> new CacheSettings.Upstream(cache, dir)));
  }

  private Optional<Path> path(String name) {
    return reader.path(spelled(name));
  }

  private Optional<String> url(String name) {
    return reader.text(spelled(name)).filter(url -> isUrl(url, spelled(name), reader));
  }

  /** The shipped examples write dashes, the reference reads underscores only. */
  private String spelled(String name) {
    var dashed = name.replace('_', '-');
    return reader.text(name).isEmpty() && reader.text(dashed).isPresent() ? dashed : name;
  }

  private static boolean isUrl(String url, String name, SettingsReader where) {
    try {
      HttpUrl.parse(url);
      return true;
    } catch (IllegalArgumentException e) {
      where.refuse(name, "'" + name + "': " + e.getMessage());
      return false;
    }
  }

  private List<ExternalMaster> externalMasters() {
    var masters = new ArrayList<ExternalMaster>();
    for (var name : file.sectionNames()) {
      if (name.startsWith(MULTIMASTER)) {
        var section = new SettingsReader(file.section(name).orElseThrow(), name, home);
        externalMaster(name.substring(MULTIMASTER.length()), section).ifPresent(masters::add);
        reader.takeProblemsOf(section);
      }
    }
    return masters;
  }

  private static Optional<ExternalMaster> externalMaster(String url, SettingsReader section) {
    var key = section.path("key");
    var certificate = section.path("cert");
    var computer = section.text("computer");
    var partition = section.text("partition");
    if (computer.isPresent() != partition.isPresent()) {
      section.refuse(
          computer.isPresent() ? "computer" : "partition", "'computer' and 'partition' only make sense together");
    }
    if (!isUrl(url, "[" + MULTIMASTER + url + "]", section)) {
      return Optional.empty();
    }
    return Optional.of(new ExternalMaster(
        url,
        Set.copyOf(section.lines("software_release_list")),
        key.flatMap(file -> certificate.map(other -> new Identity(file, other))),
        section.path("ca"),
        computer.flatMap(c -> partition.map(p -> new PartitionId(c, p)))));
  }
}

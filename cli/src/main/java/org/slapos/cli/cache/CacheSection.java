package org.slapos.cli.cache;

import java.nio.file.Path;
import java.util.Optional;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Problem;
import org.slapos.config.SettingsReader;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheServer;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.slap.ConnectionSettings.Identity;

/** {@code [networkcache]} of the node's configuration. */
final class CacheSection {
  private static final String CERTIFICATES = "signature-certificate-list";

  private final SettingsReader reader;

  private CacheSection(SettingsReader reader) {
    this.reader = reader;
  }

  /**
   * Reads it.
   *
   * @throws ConfigurationException if the file has no such section
   */
  static CacheSection read(Invocation invocation) {
    ConfigurationFile file = ConfigurationLookup.NODE.read(invocation);
    var settings = file.section("networkcache").orElseThrow(() -> new ConfigurationException(new Problem(
        new Origin.File(file.path()), "there is no section [networkcache], which names the network cache")));
    return new CacheSection(new SettingsReader(settings, "networkcache", invocation.terminal().home()));
  }

  /** An index whose entries are shown as they are, as before there were signatures. */
  CacheIndex unverified(String urlKey) {
    return index(urlKey, TrustedSigners.none());
  }

  /**
   * An index whose entries are verified; the content's URL is asked for too, as the reference does.
   *
   * @param urlKey of the index
   * @param contentKey of the contents
   */
  CacheIndex verified(String urlKey, String contentKey) {
    reader.requiredText(contentKey);
    return index(urlKey, TrustedSigners.parse(reader.requiredText(CERTIFICATES)));
  }

  private CacheIndex index(String urlKey, TrustedSigners signers) {
    String url = reader.requiredText(urlKey);
    Optional<Path> authority = reader.path("shadir-ca-file");
    Optional<Identity> identity = reader.path("shadir-key-file")
        .flatMap(key -> reader.path("shadir-cert-file").map(certificate -> new Identity(key, certificate)));
    reader.finish();
    try {
      return CacheIndex.of(CacheServer.of(url, identity, authority), signers);
    } catch (IllegalArgumentException e) {
      reader.refuse(urlKey, "'" + urlKey + "': " + e.getMessage());
      reader.finish();
      throw e;
    }
  }
}

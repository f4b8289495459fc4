package org.slapos.cli.node;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.config.SettingsReader;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Place;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Service;
import org.slapos.slap.ConnectionSettings.Identity;

/** Reads what {@code [networkcache]} says of built releases (reference: node-grid.md, 1.2). */
final class ReleaseCacheReader {
  private static final List<String> FILES = List.of(
      "shacache-ca-file", "shacache-cert-file", "shacache-key-file", "shadir-ca-file", "shadir-cert-file",
      "shadir-key-file");
  private static final String SIGNING_KEY = "signature-private-key-file";
  private static final String NEVER_DOWNLOAD = "download-from-binary-cache-url-blacklist";

  private final SettingsReader settings;

  private ReleaseCacheReader(SettingsReader settings) {
    this.settings = settings;
  }

  /** Reads them; problems are left for {@link SettingsReader#finish}. */
  static ReleaseCacheSettings read(SettingsReader settings) {
    return new ReleaseCacheReader(settings).read();
  }

  private ReleaseCacheSettings read() {
    FILES.forEach(this::file);
    List<String> neverDownload = settings.lines(NEVER_DOWNLOAD);
    return new ReleaseCacheSettings(
        new Place(
            url("download-binary-cache-url").map(Service::of), url("download-binary-dir-url").map(Service::of)),
        new Place(service("upload-binary-cache-url", "shacache"), service("upload-binary-dir-url", "shadir")),
        settings.text("signature-certificate-list").orElse(""),
        file(settings.text("signature_private_key_file").isPresent() ? "signature_private_key_file" : SIGNING_KEY),
        neverDownload.isEmpty() ? settings.lines("binary-cache-url-blacklist") : neverDownload,
        settings.lines("upload-to-binary-cache-url-blacklist"),
        settings.lines("download-from-binary-cache-force-url-list"));
  }

  private Optional<Service> service(String key, String credentials) {
    Optional<Path> certificate = settings.path(credentials + "-cert-file");
    Optional<Path> secret = settings.path(credentials + "-key-file");
    return url(key).map(url -> new Service(
        url, secret.flatMap(k -> certificate.map(c -> new Identity(k, c))), settings.path(credentials + "-ca-file")));
  }

  private Optional<String> url(String key) {
    Optional<String> url = settings.text(key);
    url.filter(text -> !isHttp(text)).ifPresent(text ->
        settings.refuse(key, "'%s' must be an http or https URL, not '%s'".formatted(key, text)));
    return url.filter(ReleaseCacheReader::isHttp);
  }

  private static boolean isHttp(String url) {
    try {
      var uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      // No URL at all.
      return false;
    }
  }

  private Optional<Path> file(String key) {
    Optional<Path> file = settings.path(key);
    file.filter(path -> !Files.exists(path)).ifPresent(path ->
        settings.refuse(key, "File '" + path + "' does not exist."));
    return file;
  }
}

package org.slapos.grid.networkcache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.ConnectionSettings.Identity;

/**
 * Where built releases are fetched from and put to: section {@code [networkcache]} (reference: node-grid.md, 1.2). Lists of
 * URLs hold prefixes.
 *
 * @param download {@code download-binary-cache-url}, {@code download-binary-dir-url}
 * @param upload {@code upload-binary-cache-url}, {@code upload-binary-dir-url}
 * @param certificates {@code signature-certificate-list}
 * @param signingKey {@code signature-private-key-file}
 * @param neverDownload {@code download-from-binary-cache-url-blacklist}
 * @param neverUpload {@code upload-to-binary-cache-url-blacklist}
 * @param onlyDownload {@code download-from-binary-cache-force-url-list}: never built here
 */
public record ReleaseCacheSettings(
    Place download,
    Place upload,
    String certificates,
    Optional<Path> signingKey,
    List<String> neverDownload,
    List<String> neverUpload,
    List<String> onlyDownload) {
  /** No cache at all. */
  public static final ReleaseCacheSettings NONE = new ReleaseCacheSettings(
      Place.NONE, Place.NONE, "", Optional.empty(), List.of(), List.of(), List.of());

  public ReleaseCacheSettings {
    neverDownload = List.copyOf(neverDownload);
    neverUpload = List.copyOf(neverUpload);
    onlyDownload = List.copyOf(onlyDownload);
  }

  /**
   * The two services of a cache.
   *
   * @param contents the files
   * @param index the signed entries
   */
  public record Place(Optional<Service> contents, Optional<Service> index) {
    public static final Place NONE = new Place(Optional.empty(), Optional.empty());

    /** Whether it can be used. */
    public boolean isComplete() {
      return contents.isPresent() && index.isPresent();
    }

    /** Whether one service is named and the other is not. */
    public boolean isHalf() {
      return contents.isPresent() != index.isPresent();
    }
  }

  /**
   * One service.
   *
   * @param identity client certificate and key
   * @param authority file with the authorities that its certificate must come from
   */
  public record Service(String url, Optional<Identity> identity, Optional<Path> authority) {
    public static Service of(String url) {
      return new Service(url, Optional.empty(), Optional.empty());
    }

    /** For calls to it. */
    public CacheServer server() {
      return CacheServer.of(url, identity, authority);
    }
  }

  /** Whether a list of prefixes names a URL. */
  public static boolean names(List<String> prefixes, String url) {
    return prefixes.stream().anyMatch(url::startsWith);
  }
}

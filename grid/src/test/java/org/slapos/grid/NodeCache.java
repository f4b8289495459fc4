package org.slapos.grid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.fakes.TestCertificate;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Place;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Service;

/** A node's network cache, told by files in its folder, so that an agent in a process of its own can use it too. */
final class NodeCache {
  private NodeCache() {}

  /** Makes a key and its certificate, and has releases fetched from a cache and put there. */
  static ReleaseCacheSettings prepare(Path root, StoringCache cache) throws IOException {
    TestCertificate.make(root, "signer");
    Files.write(urls(root), List.of(cache.contentsUrl(), cache.indexUrl()));
    return in(root);
  }

  /** What was prepared there; none if nothing was. */
  static ReleaseCacheSettings in(Path root) throws IOException {
    if (!Files.exists(urls(root))) {
      return ReleaseCacheSettings.NONE;
    }
    List<String> urls = Files.readAllLines(urls(root));
    var place = new Place(Optional.of(Service.of(urls.get(0))), Optional.of(Service.of(urls.get(1))));
    return new ReleaseCacheSettings(
        place, place, Files.readString(certificate(root)), Optional.of(key(root)), List.of(), List.of(), List.of());
  }

  private static Path urls(Path root) {
    return root.resolve("cache-urls");
  }

  private static Path key(Path root) {
    return root.resolve("signer.key");
  }

  private static Path certificate(Path root) {
    return root.resolve("signer.crt");
  }
}

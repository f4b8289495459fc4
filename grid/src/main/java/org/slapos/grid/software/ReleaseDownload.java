package org.slapos.grid.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.networkcache.CacheContent;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.grid.process.ProcessRunner;

/** Fetches built releases from the network cache (reference: node-grid.md, 2.6). */
final class ReleaseDownload {
  private final ReleaseCacheSettings settings;
  private final Path softwareRoot;
  private final ReleaseArchive archive;
  private final ProcessRunner runner;

  ReleaseDownload(ReleaseCacheSettings settings, Path softwareRoot, ReleaseArchive archive, ProcessRunner runner) {
    this.settings = settings;
    this.softwareRoot = softwareRoot;
    this.archive = archive;
    this.runner = runner;
  }

  /**
   * Fetches a release that is not there at all, or was fetched whole by a run that did not end.
   *
   * @return whether its folder is complete; if not, it has to be built
   * @throws ForcedCacheException if it may not be built
   */
  boolean run(String url, SoftwareFolder folder, GridLog log) throws ForcedCacheException {
    boolean forced = ReleaseCacheSettings.names(settings.onlyDownload(), url);
    if (Files.exists(folder.path())) {
      if (folder.isFetched()) {
        log.info("%s was fetched from the network cache by a run that did not end".formatted(url));
        return true;
      }
      if (forced) {
        throw new ForcedCacheException("Binary cache forced for '%s', but directory %s already exists, will retry again"
            .formatted(url, folder.path()));
      }
      return false;
    }
    boolean fetched = mayDownload(url, log) && tryDownload(url, folder, log);
    if (!fetched && forced) {
      throw new ForcedCacheException(
          "Binary cache forced for '%s', but failed to download, will retry again".formatted(url));
    }
    return fetched;
  }

  private boolean mayDownload(String url, GridLog log) {
    if (ReleaseCacheSettings.names(settings.neverDownload(), url)) {
      log.warn("%s is not downloaded: download-from-binary-cache-url-blacklist names it".formatted(url));
      return false;
    }
    if (settings.download().isHalf()) {
      log.warn("networkcache badly configured: download-binary-cache-url and download-binary-dir-url go together");
    }
    return settings.download().isComplete();
  }

  private boolean tryDownload(String url, SoftwareFolder folder, GridLog log) {
    log.info("Downloading %s binary from network cache.".formatted(url));
    try {
      Optional<String> content = usable(url, log);
      if (content.isPresent()) {
        fetch(content.get(), folder, log);
      }
      return content.isPresent();
    } catch (IOException | IllegalArgumentException e) {
      String reason = e instanceof IOException io ? IoReason.of(io) : String.valueOf(e.getMessage());
      log.info("Failed to download from network cache %s: %s".formatted(url, reason));
      return false;
    }
  }

  /** The first trusted archive for such a machine and such a place. */
  private Optional<String> usable(String url, GridLog log) throws IOException {
    CacheIndex index = CacheIndex.of(
        settings.download().index().orElseThrow().server(), TrustedSigners.parse(settings.certificates()));
    List<CacheEntry> entries = runner.interruptibly(() -> index.entries(CacheKey.release(url)));
    List<CacheEntry> trusted = entries.stream().filter(CacheEntry::trusted).toList();
    HostPlatform here = HostPlatform.ofThisMachine();
    Optional<String> found = trusted.stream().filter(here::fits).filter(entry -> isForThisPlace(entry, log))
        .findFirst().flatMap(entry -> entry.text("sha512"));
    if (found.isEmpty()) {
      log.info("No entry of %d in the network cache is signed by a trusted certificate and built for %s: %s"
          .formatted(entries.size(), here, url));
    }
    return found;
  }

  /** Paths of the place where it was built are all over a release. */
  private boolean isForThisPlace(CacheEntry entry, GridLog log) {
    Optional<String> builtIn = entry.text("software_root");
    boolean fits = builtIn.map(root -> Path.of(root).normalize().equals(softwareRoot.normalize())).orElse(true);
    if (!fits) {
      log.warn("An entry of the network cache is not used: built in %s, it would not work in %s"
          .formatted(builtIn.orElse(""), softwareRoot));
    }
    return fits;
  }

  private void fetch(String sha512, SoftwareFolder folder, GridLog log) throws IOException {
    var content = new CacheContent(settings.download().contents().orElseThrow().server());
    try (var place = TransferFolder.make(folder, "download")) {
      Path file = place.path().resolve("archive");
      runner.interruptibly(() -> {
        content.download(sha512, file);
        return file;
      });
      log.info("Extracting archive of cached software release...");
      archive.unpack(file, folder, log);
    }
  }
}

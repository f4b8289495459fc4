package org.slapos.grid.software;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.grid.files.Trees;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.networkcache.CacheContent;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.grid.networkcache.NetworkCacheException;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.slap.wire.Value;

/** Fetches built releases from the network cache and puts them there (reference: node-grid.md, 2.6). */
final class ReleaseCache {
  private static final int TRIES = 3;

  private final ReleaseCacheSettings settings;
  private final Path softwareRoot;
  private final ReleaseArchive archive;
  private final ProcessRunner runner;
  private final Duration pause;

  /**
   * @param pause between two tries to upload
   */
  ReleaseCache(
      ReleaseCacheSettings settings, Path softwareRoot, ReleaseArchive archive, ProcessRunner runner, Duration pause) {
    this.settings = settings;
    this.softwareRoot = softwareRoot;
    this.archive = archive;
    this.runner = runner;
    this.pause = pause;
  }

  /** Removes what a killed agent has left of its transfers. */
  void removeLeftovers(GridLog log) {
    try (DirectoryStream<Path> places = Files.newDirectoryStream(
        softwareRoot, "." + "[0-9a-f]".repeat(32) + ".{download,unpacked,upload}")) {
      for (Path place : places) {
        Trees.delete(place);
      }
    } catch (IOException e) {
      log.warn("Cannot remove what is left of a transfer: " + IoReason.of(e));
    }
  }

  /**
   * Fetches a release that is not there at all, or was fetched whole by a run that did not end.
   *
   * @return whether its folder is complete; if not, it has to be built
   * @throws ForcedCacheException if it may not be built
   */
  boolean download(String url, SoftwareFolder folder, GridLog log) throws ForcedCacheException {
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
      log.info("Failed to download from network cache %s: %s".formatted(url, reason(e)));
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
    Path place = newFolder(folder, ".download");
    try {
      Path file = place.resolve("archive");
      runner.interruptibly(() -> {
        content.download(sha512, file);
        return file;
      });
      log.info("Extracting archive of cached software release...");
      archive.unpack(file, folder, log);
    } finally {
      Trees.delete(place);
    }
  }

  /** Puts a release there that was just built. What fails is told, and changes nothing for the release. */
  void upload(String url, SoftwareFolder folder, GridLog log) {
    if (!mayUpload(url, folder, log)) {
      return;
    }
    try {
      Path place = newFolder(folder, ".upload");
      try {
        log.info("Creating archive of software release...");
        Path file = place.resolve("archive");
        archive.pack(folder, file, log);
        tryUpload(url, file, log);
      } finally {
        Trees.delete(place);
      }
    } catch (IOException e) {
      log.error("Cannot upload %s to the network cache: %s".formatted(url, reason(e)), e);
    }
  }

  private boolean mayUpload(String url, SoftwareFolder folder, GridLog log) {
    if (!settings.upload().isComplete()) {
      if (settings.upload().isHalf()) {
        log.warn("networkcache badly configured: upload-binary-cache-url and upload-binary-dir-url go together");
      }
      return false;
    }
    if (Files.exists(folder.shared())) {
      log.info("%s is not uploaded: it uses shared parts".formatted(url));
      return false;
    }
    if (ReleaseCacheSettings.names(settings.neverUpload(), url)) {
      log.info("Can't upload to binary cache: Software Release URL is blacklisted.");
      return false;
    }
    return true;
  }

  private void tryUpload(String url, Path file, GridLog log) throws IOException {
    for (int number = 0; ; number++) {
      log.info("Trying to upload archive of software release (try %d)...".formatted(number));
      try {
        runner.interruptibly(() -> send(url, file, log));
        return;
      } catch (NetworkCacheException e) {
        if (number == TRIES - 1) {
          throw e;
        }
        log.warn("Cannot upload %s to the network cache: %s; trying again in %d s"
            .formatted(url, reason(e), pause.toSeconds()));
        waitABit();
      }
    }
  }

  private String send(String url, Path file, GridLog log) throws IOException {
    log.info("Uploading %s binary into network cache.".formatted(url));
    CacheIndex index = index();
    String sha512 = new CacheContent(settings.upload().contents().orElseThrow().server()).upload(file);
    var metadata = new LinkedHashMap<String, Value>();
    metadata.put("software_url", new Value.Text(url));
    metadata.put("software_root", new Value.Text(softwareRoot.toString()));
    metadata.putAll(HostPlatform.ofThisMachine().metadata());
    index.publish(CacheKey.release(url), sha512, metadata);
    return sha512;
  }

  /** Made first: a key that nobody trusts is found out before a gigabyte is sent. */
  private CacheIndex index() throws IOException {
    var server = settings.upload().index().orElseThrow().server();
    var signers = TrustedSigners.parse(settings.certificates());
    return settings.signingKey().isPresent()
        ? CacheIndex.signing(server, signers, SigningKey.read(settings.signingKey().get()))
        : CacheIndex.of(server, signers);
  }

  private void waitABit() throws IOException {
    runner.interruptibly(() -> {
      try {
        Thread.sleep(pause);
        return pause;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    });
  }

  /** For the agent alone; what a killed one left there goes first. */
  private Path newFolder(SoftwareFolder folder, String suffix) throws IOException {
    Path place = softwareRoot.resolve("." + folder.path().getFileName() + suffix);
    Trees.delete(place);
    return Files.createDirectory(
        place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static String reason(Exception e) {
    return e instanceof IOException io && !(e instanceof NetworkCacheException)
        ? IoReason.of(io) : String.valueOf(e.getMessage());
  }
}

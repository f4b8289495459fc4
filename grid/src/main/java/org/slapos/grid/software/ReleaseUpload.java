package org.slapos.grid.software;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.slapos.config.IoReason;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.networkcache.CacheContent;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.grid.networkcache.NetworkCacheException;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.slap.wire.Value;

/** Puts built releases into the network cache (reference: node-grid.md, 2.6). */
final class ReleaseUpload {
  private static final int TRIES = 3;

  private final ReleaseCacheSettings settings;
  private final Path softwareRoot;
  private final ReleaseArchive archive;
  private final ProcessRunner runner;
  private final Duration pause;

  /** @param pause between two tries */
  ReleaseUpload(
      ReleaseCacheSettings settings, Path softwareRoot, ReleaseArchive archive, ProcessRunner runner, Duration pause) {
    this.settings = settings;
    this.softwareRoot = softwareRoot;
    this.archive = archive;
    this.runner = runner;
    this.pause = pause;
  }

  /** Puts a release there that was just built. What fails is told, and changes nothing for the release. */
  void run(String url, SoftwareFolder folder, GridLog log) {
    if (!mayUpload(url, folder, log)) {
      return;
    }
    try (var place = TransferFolder.make(folder, "upload")) {
      log.info("Creating archive of software release...");
      Path file = place.path().resolve("archive");
      archive.pack(folder, file, log);
      tryUpload(url, file, log);
    } catch (IOException e) {
      log.error("Cannot upload %s to the network cache: %s".formatted(url, IoReason.of(e)), e);
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
            .formatted(url, IoReason.of(e), pause.toSeconds()));
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
}

package org.slapos.grid.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.GridSettings;
import org.slapos.grid.files.Trees;
import org.slapos.grid.firewall.PartitionFirewall;
import org.slapos.grid.instance.Partition;
import org.slapos.grid.instance.Retention;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.supervisor.PartitionServices;

/** Empties partitions that are to be destroyed (reference: node-grid.md, 4). */
final class PartitionDestroyer {
  private final GridSettings settings;
  private final Retention retention;
  private final ReportScripts scripts;
  private final PartitionServices services;
  private final Optional<PartitionFirewall> firewall;

  PartitionDestroyer(
      GridSettings settings, Retention retention, ReportScripts scripts, PartitionServices services,
      Optional<PartitionFirewall> firewall) {
    this.settings = settings;
    this.retention = retention;
    this.scripts = scripts;
    this.services = services;
    this.firewall = firewall;
  }

  /**
   * Destroys one partition unless its retention forbids it yet; whether it is empty now.
   *
   * @throws IOException if its destroy script fails or something cannot be deleted; the next run starts over
   */
  boolean destroy(Partition partition, GridLog log) throws IOException {
    Path folder = partition.folder().path();
    log.info("Destroying Computer Partition %s...".formatted(partition.id()));
    if (!retention.allowsDestruction(partition.folder(), log)) {
      log.info("Impossible to destroy partition yet because of retention lock.");
      return false;
    }
    Path script = partition.folder().destroyScript();
    if (Files.isRegularFile(script)) {
      if (!scripts.succeeds(List.of(script.toString()), folder, partition, log)) {
        throw new IOException("Failed to destroy Computer Partition in '%s'.".formatted(folder));
      }
      // It may count on a whole partition, so a run that follows an interrupted one must not find it.
      Trees.deleteFrom(folder, "sbin", "destroy");
    }
    if (firewall.isPresent()) {
      firewall.get().apply(folder, List.of(), log);
    }
    deleteCertificates(partition.id());
    emptyStorage(partition);
    // An end without its delay is past; a delay without its end would begin anew.
    Files.deleteIfExists(partition.folder().retentionDelay());
    Trees.empty(folder);
    services.remove(partition.id(), log);
    return true;
  }

  private void deleteCertificates(String id) throws IOException {
    if (settings.certificateRepository().isPresent()) {
      Files.deleteIfExists(settings.certificateRepository().get().resolve(id + ".crt"));
      Files.deleteIfExists(settings.certificateRepository().get().resolve(id + ".key"));
    }
  }

  /** External storage: each folder of the storage home may hold one for the partition (node-grid.md, 5.4). */
  private void emptyStorage(Partition partition) throws IOException {
    String home = settings.behaviour().instanceStorageHome();
    if (home.isEmpty() || !Files.isDirectory(Path.of(home))) {
      return;
    }
    try (DirectoryStream<Path> stores = Files.newDirectoryStream(Path.of(home))) {
      for (Path store : stores) {
        Path data = store.resolve(partition.id());
        if (Files.isDirectory(data, LinkOption.NOFOLLOW_LINKS)) {
          Trees.empty(data);
        }
      }
    }
  }
}

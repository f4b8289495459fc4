package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slapos.grid.GridSettings;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Privileges;
import org.slapos.slap.Certificate;
import org.slapos.slap.NotFoundException;

/** Keeps the partition's certificate and key as the Master gives them (reference: node-grid.md, 3.9). */
public final class CertificateStep implements PartitionStep {
  private final GridSettings settings;
  private final Privileges privileges;

  public CertificateStep(GridSettings settings, Privileges privileges) {
    this.settings = settings;
    this.privileges = privileges;
  }

  @Override
  public void run(PartitionTask task) throws IOException {
    refresh(task.partition(), task.log());
  }

  /** Asks the Master; nothing without a certificate repository. */
  public void refresh(Partition partition, GridLog log) throws IOException {
    if (settings.certificateRepository().isEmpty()) {
      return;
    }
    Path repository = settings.certificateRepository().get();
    Certificate certificate;
    try {
      certificate = partition.remote().certificate();
    } catch (NotFoundException e) {
      throw new IOException("Partition %s is not known by SlapOS Master.".formatted(partition.id()), e);
    }
    write(repository.resolve(partition.id() + ".crt"), "certificate", certificate.certificate(), partition, log);
    write(repository.resolve(partition.id() + ".key"), "key", certificate.key(), partition, log);
  }

  private void write(Path file, String kind, String content, Partition partition, GridLog log) throws IOException {
    if (!Files.exists(file)) {
      log.info("Missing %s file. Creating '%s'".formatted(kind, file));
    } else if (!Arrays.equals(Files.readAllBytes(file), content.getBytes(UTF_8))) {
      log.info("Changed %s content. Updating '%s'".formatted(kind, file));
    } else {
      return;
    }
    AtomicFile.write(file, content, "r--------", made -> privileges.giveTo(made, partition.folder().path()));
  }
}

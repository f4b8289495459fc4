package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slapos.config.IoReason;
import org.slapos.files.AtomicFile;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;

/**
 * Remembers, in {@code INSTANCE_ROOT/var/slapgrid-boot}, which start of the machine the last pass ran in. What buildout
 * wrote shortly before a power failure may be gone although its partition counts as deployed, so after a restart of the
 * machine every partition is processed once, as {@code node boot} wants it too.
 */
final class BootMark {
  private static final Path CURRENT = Path.of("/proc/sys/kernel/random/boot_id");

  private final Path file;
  private final Path current;
  private final GridLog log;

  BootMark(Path instanceRoot, GridLog log) {
    this(instanceRoot, CURRENT, log);
  }

  BootMark(Path instanceRoot, Path current, GridLog log) {
    this.file = instanceRoot.resolve("var/slapgrid-boot");
    this.current = current;
    this.log = log;
  }

  /**
   * Makes partitions count as not deployed if the machine was restarted since this was asked last. A mark that cannot be
   * read or written, on a full disk for example, costs time: the next pass asks again.
   */
  void check(List<Partition> partitions) {
    try {
      if (!Files.isReadable(current)) {
        return;
      }
      String now = Files.readString(current, UTF_8);
      Optional<String> before = ForeignFile.text(file);
      if (before.isPresent() && before.get().equals(now)) {
        return;
      }
      if (before.isPresent()) {
        log.info("The machine was restarted, so every partition is processed.");
        partitions.forEach(this::forget);
      }
      AtomicFile.write(file, now, "rw-r--r--");
    } catch (IOException e) {
      log.error("Cannot note in %s that the machine was restarted: %s".formatted(file, IoReason.of(e)));
    }
  }

  /** What is in the place of a partition's timestamp, or of its folder, is that partition's affair. */
  private void forget(Partition partition) {
    try {
      Files.deleteIfExists(partition.folder().timestamp());
    } catch (IOException e) {
      log.error("Cannot have %s processed again: %s".formatted(partition.id(), IoReason.of(e)));
    }
  }
}

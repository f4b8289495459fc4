package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.slapos.files.AtomicFile;
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

  /** Makes partitions count as not deployed if the machine was restarted since this was asked last. */
  void check(List<Partition> partitions) throws IOException {
    if (!Files.isReadable(current)) {
      return;
    }
    String now = Files.readString(current, UTF_8);
    boolean known = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    if (known && Files.readString(file, UTF_8).equals(now)) {
      return;
    }
    if (known) {
      log.info("The machine was restarted, so every partition is processed.");
      for (Partition partition : partitions) {
        Files.deleteIfExists(partition.folder().timestamp());
      }
    }
    AtomicFile.write(file, now, "rw-r--r--");
  }
}

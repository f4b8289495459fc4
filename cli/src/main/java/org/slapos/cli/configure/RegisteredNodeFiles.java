package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slapos.files.AtomicFile;
import org.slapos.grid.files.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration folder of a registered node (reference: node-misc.md, 3). All of it is written beside and then takes
 * the place of the former one, which is kept.
 *
 * @param values for the template of {@code slapos.cfg}, without the paths below the folder
 */
record RegisteredNodeFiles(Path folder, String fileName, Map<String, String> values) {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String PASSABLE = "rwx--x--x";

  Path configuration() {
    return folder.resolve(fileName);
  }

  void write(MasterWeb.Certificate certificate) throws IOException {
    Path parent = folder.toAbsolutePath().resolveSibling("").normalize();
    Files.createDirectories(parent);
    Path unfinished = Files.createTempDirectory(parent, "." + folder.getFileName() + ".new");
    try {
      fill(unfinished, certificate);
      keepFormer();
      Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Trees.delete(unfinished);
    }
    openAncestors(parent);
  }

  private void fill(Path unfinished, MasterWeb.Certificate certificate) throws IOException {
    LOGGER.info("Creating directory: {}", folder);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(PASSABLE));
    for (String name : new String[] {"ssl", "ssl/partition_pki"}) {
      LOGGER.info("Creating directory: {}", folder.resolve(name));
      Files.createDirectory(unfinished.resolve(name));
      Files.setPosixFilePermissions(unfinished.resolve(name), PosixFilePermissions.fromString(PASSABLE));
    }
    LOGGER.info("Copying to '{}', and setting minimum privileges", folder.resolve("ssl/key"));
    AtomicFile.write(unfinished.resolve("ssl/key"), certificate.key(), "rw-------");
    LOGGER.info("Copying to '{}', and setting minimum privileges", folder.resolve("ssl/certificate"));
    AtomicFile.write(unfinished.resolve("ssl/certificate"), certificate.certificate(), "rw-------");
    AtomicFile.write(unfinished.resolve(fileName), text(), "rw-r--r--");
  }

  /** What {@code slapos.cfg} holds. */
  String text() {
    var all = new HashMap<>(values);
    all.put("key_file", folder.resolve("ssl/key").toString());
    all.put("cert_file", folder.resolve("ssl/certificate").toString());
    all.put("certificate_repository_path", folder.resolve("ssl/partition_pki").toString());
    return Template.fill("slapos-registered.cfg", all);
  }

  /** Moves a configured folder aside, as {@code .old}, {@code .old.1} ... */
  private void keepFormer() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Path aside = folder.resolveSibling(folder.getFileName() + ".old");
    for (int i = 1; Files.exists(aside); i++) {
      LOGGER.info("Slapos configuration detected in {}", aside);
      aside = folder.resolveSibling(folder.getFileName() + ".old." + i);
    }
    LOGGER.info("Former slapos configuration detected in {} moving to {}", folder, aside);
    Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Partitions' users have to reach their certificates. */
  private static void openAncestors(Path from) throws IOException {
    Set<PosixFilePermission> needed = PosixFilePermissions.fromString("---r-xr-x");
    for (Path path = from; path != null && path.getParent() != null; path = path.getParent()) {
      Set<PosixFilePermission> present = Files.getPosixFilePermissions(path);
      if (!present.containsAll(needed)) {
        Set<PosixFilePermission> open = EnumSet.copyOf(present);
        open.addAll(needed);
        Files.setPosixFilePermissions(path, open);
      }
    }
  }
}

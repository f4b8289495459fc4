package org.slapos.collect;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slapos.config.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mounted devices, each at its first mount point. */
final class MountedDisks {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private final Path proc;

  MountedDisks(Path proc) {
    this.proc = proc;
  }

  List<Disk> list() throws IOException {
    Set<String> onDevices = new HashSet<>(Set.of("zfs"));
    for (String line : Files.readAllLines(proc.resolve("filesystems"))) {
      if (!line.startsWith("nodev")) {
        onDevices.add(line.strip());
      }
    }
    Map<String, Disk> disks = new LinkedHashMap<>();
    for (String line : Files.readAllLines(proc.resolve("self/mounts"))) {
      String[] fields = line.split(" ", -1);
      if (onDevices.contains(fields[2]) && !disks.containsKey(fields[0])) {
        add(fields[0], Path.of(unescaped(fields[1])), disks);
      }
    }
    return List.copyOf(disks.values());
  }

  private static void add(String device, Path mountPoint, Map<String, Disk> disks) {
    try {
      FileStore store = Files.getFileStore(mountPoint);
      long total = store.getTotalSpace();
      disks.put(device, new Disk(device, mountPoint, total, total - store.getUnallocatedSpace(), store.getUsableSpace()));
    } catch (IOException e) {
      LOGGER.info("{} at {} is left out: {}", device, mountPoint, IoReason.of(e));
    }
  }

  /** Blanks and their like are written in octal. */
  private static String unescaped(String text) {
    return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
  }
}

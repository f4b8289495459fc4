package org.slapos.grid.instance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slapos.files.AtomicFile;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.promise.QuietPromises;

/**
 * What the passes have found in partitions that were up to date, file {@code INSTANCE_ROOT/var/slapgrid-memory} (mode
 * 0600), so that the next one need not read what has not changed. It is believed only as far as the files' fingerprints
 * agree: without it a pass takes longer, nothing else. Thread-safe.
 */
final class PassMemory {
  private static final String FORMAT = "slapgrid-memory-1";
  private static final String MODE = "rw-------";

  private final Path file;
  private final GridLog log;
  private final Map<String, PartitionMemory> known = new HashMap<>();
  private boolean changed;

  private PassMemory(Path file, GridLog log) {
    this.file = file;
    this.log = log;
  }

  /** What is remembered; nothing with a file that is absent, torn or of another format. */
  static PassMemory of(Path instanceRoot, GridLog log) {
    var memory = new PassMemory(instanceRoot.resolve("var/slapgrid-memory"), log);
    memory.read();
    return memory;
  }

  private void read() {
    try {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        read(new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file))));
      }
    } catch (IOException e) {
      known.clear();
      log.debug("Cannot use %s, so every partition is looked at: %s".formatted(file, e));
    }
  }

  private void read(DataInputStream in) throws IOException {
    if (!in.readUTF().equals(FORMAT)) {
      return;
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      known.put(in.readUTF(), new PartitionMemory(
          in.readLong(), in.readUTF(), in.readBoolean() ? Optional.of(QuietPromises.read(in)) : Optional.empty()));
    }
  }

  synchronized Optional<PartitionMemory> of(String partition) {
    return Optional.ofNullable(known.get(partition));
  }

  synchronized void remember(String partition, PartitionMemory memory) {
    PartitionMemory before = known.put(partition, memory);
    changed |= before == null || !before.isSame(memory);
  }

  /** Keeps what is known of these partitions, if that is not what was kept already. A failure costs time, nothing else. */
  synchronized void write(List<Partition> partitions) {
    if (!changed) {
      return;
    }
    Set<String> listed = partitions.stream().map(Partition::id).collect(Collectors.toSet());
    known.keySet().retainAll(listed);
    try {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.writeUTF(FORMAT);
        out.writeInt(known.size());
        for (Map.Entry<String, PartitionMemory> one : known.entrySet()) {
          write(one.getKey(), one.getValue(), out);
        }
      }
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, bytes.toByteArray(), MODE);
    } catch (IOException e) {
      log.debug("Cannot keep what this pass has found in %s: %s".formatted(file, e));
    }
  }

  private static void write(String partition, PartitionMemory memory, DataOutputStream out) throws IOException {
    out.writeUTF(partition);
    out.writeLong(memory.fingerprint());
    out.writeUTF(memory.timestamp());
    out.writeBoolean(memory.promises().isPresent());
    if (memory.promises().isPresent()) {
      memory.promises().get().write(out);
    }
  }
}

package org.slapos.grid.instance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.slapos.grid.files.Fingerprint;

/**
 * What file {@code .timestamp} says of the last processing that succeeded.
 *
 * @param timestamp the Master's text of then
 * @param fingerprint of the file
 * @param settled whether a change of the file would change the fingerprint
 */
record LastDeployment(String timestamp, double secondsAgo, long fingerprint, boolean settled) {
  /** In bytes; a longer file was not written by the agent. */
  private static final long LONGEST = 4096;

  /** Empty without such a file. It is read only if it is not the one that is remembered. */
  static Optional<LastDeployment> of(PartitionFolder folder, Optional<PartitionMemory> memory, long nowMillis)
      throws IOException {
    Path file = folder.timestamp();
    BasicFileAttributes found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
    if (!found.isRegularFile() || found.size() > LONGEST) {
      return Optional.empty();
    }
    Fingerprint fingerprint = new Fingerprint().add(found);
    String timestamp = memory.isPresent() && memory.get().fingerprint() == fingerprint.value()
        ? memory.get().timestamp() : Files.readString(file, UTF_8);
    return Optional.of(new LastDeployment(
        timestamp, (nowMillis - found.lastModifiedTime().toMillis()) / 1000.0, fingerprint.value(),
        fingerprint.isSettled(nowMillis)));
  }
}

package org.slapos.grid.instance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;

/**
 * A partition as the Master wants it, and where it is on this node.
 *
 * @param source the Master's object, made when somebody needs it
 * @param state the requested state, any text
 * @param softwareUrl empty for a free partition
 * @param timestamp text that changes whenever the partition has to be processed
 * @param accessStatus what the Master knows of its state already; empty if it tells nothing
 */
public record Partition(
    Supplier<ComputerPartition> source,
    PartitionFolder folder,
    String state,
    Optional<String> softwareUrl,
    Optional<String> timestamp,
    Optional<String> accessStatus) {

  /**
   * Reads what the Master sent.
   *
   * @throws IllegalArgumentException if the partition's name is no folder name
   */
  public static Partition of(ComputerPartition remote, Path instanceRoot) {
    if (remote.id().isEmpty() || remote.id().startsWith(".") || remote.id().indexOf('/') >= 0) {
      throw new IllegalArgumentException("The Master names a partition '%s', which is no folder name".formatted(remote.id()));
    }
    return new Partition(
        () -> remote,
        new PartitionFolder(remote.id(), instanceRoot.resolve(remote.id())),
        remote.state(),
        remote.softwareRelease().map(SoftwareRelease::url),
        remote.softwareRelease().isEmpty() ? Optional.empty() : timestamp(remote),
        remote.accessStatus());
  }

  /** The Master's object, to tell it something or to read more. */
  public ComputerPartition remote() {
    return source.get();
  }

  private static Optional<String> timestamp(ComputerPartition remote) {
    return remote.instanceParameters().get("timestamp").flatMap(value -> {
      if (value instanceof Value.Text(String text)) {
        return Optional.of(text);
      }
      if (value instanceof Value.Int(var number)) {
        return Optional.of(number.toString());
      }
      return value instanceof Value.Real(double number) ? Optional.of(Double.toString(number)) : Optional.empty();
    });
  }

  public String id() {
    return folder.id();
  }

  /** A partition that nobody uses; its state is {@code destroyed}. */
  public boolean isFree() {
    return softwareUrl.isEmpty() && state.equals("destroyed");
  }

  /** The release's folder. */
  public SoftwareFolder software(Path softwareRoot) {
    return SoftwareFolder.of(softwareRoot, softwareUrl.orElse(""));
  }

  /** For the summary: {@code slappart0[default]}. */
  public String label() {
    String type;
    try {
      type = remote().type();
    } catch (SlapException notReady) {
      type = "(not ready)";
    }
    return id() + "[" + type + "]";
  }
}

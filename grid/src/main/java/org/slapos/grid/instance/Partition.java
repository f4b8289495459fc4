package org.slapos.grid.instance;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.grid.supervisor.ProgramName;
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
 * @param problem why nothing can be done for it: the Master describes it in a way that nobody understands
 */
public record Partition(
    Supplier<ComputerPartition> source,
    PartitionFolder folder,
    String state,
    Optional<String> softwareUrl,
    Optional<String> timestamp,
    Optional<String> accessStatus,
    Optional<String> problem) {

  /** What the agent has in the instance root beside the partitions. */
  private static final Set<String> OWN = Set.of("etc", "var", "sv.sock");

  /** Reads what the Master sent; what cannot be read becomes the partition's {@link #problem}, of it alone. */
  public static Partition of(ComputerPartition remote, Path instanceRoot) {
    String id = remote.id();
    if (!isFolderName(id)) {
      return broken(remote, instanceRoot, "The Master names a partition '%s', which is no folder name"
          .formatted(id.replaceAll("\\p{Cntrl}", "?")));
    }
    try {
      return new Partition(
          () -> remote,
          new PartitionFolder(id, instanceRoot.resolve(id)),
          remote.state(),
          remote.softwareRelease().map(SoftwareRelease::url),
          remote.softwareRelease().isEmpty() ? Optional.empty() : timestamp(remote),
          remote.accessStatus(),
          Optional.empty());
    } catch (SlapException | IllegalArgumentException e) {
      return broken(
          remote, instanceRoot, "The Master's description of partition %s is malformed: %s".formatted(id, e.getMessage()));
    }
  }

  private static boolean isFolderName(String id) {
    return ProgramName.isHarmless(id) && !id.startsWith(".") && id.indexOf('/') < 0 && !OWN.contains(id);
  }

  /** Its folder is nobody's: nothing may be done there. */
  private static Partition broken(ComputerPartition remote, Path instanceRoot, String problem) {
    return new Partition(
        () -> remote, new PartitionFolder(remote.id(), instanceRoot.resolve(".malformed")), "malformed", Optional.empty(),
        Optional.empty(), Optional.empty(), Optional.of(problem));
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

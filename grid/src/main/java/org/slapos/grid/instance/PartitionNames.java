package org.slapos.grid.instance;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the names given to {@code --only-cp}. */
public final class PartitionNames {
  private PartitionNames() {}

  /**
   * Nothing is done when a name is wrong.
   *
   * @throws IllegalArgumentException naming all that the Master does not know
   */
  public static void requireKnown(List<String> names, List<Partition> partitions) {
    if (names.isEmpty()) {
      return;
    }
    Set<String> known = partitions.stream().map(Partition::id).collect(Collectors.toSet());
    List<String> unknown = names.stream().filter(name -> !known.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown partition%s: %s".formatted(unknown.size() > 1 ? "s" : "", String.join(", ", unknown)));
    }
  }
}

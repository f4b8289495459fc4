package org.slapos.master.takeover;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.takeover.ReferenceRows.PartitionRow;
import org.slapos.master.takeover.ReferenceRows.SlaveRow;

/** Finds instances by the names under which old schemas refer to them: without computer, or by title. */
final class Occupants {
  private static final int FIRST_WITH_ROOT_TITLES = 17;

  private final int version;
  private final Map<PartitionId, PartitionRow> byPlace = new HashMap<>();
  private final Map<String, PartitionRow> byPartition = new HashMap<>();
  private final Map<String, PartitionRow> rootsByTitle = new HashMap<>();

  Occupants(int version, List<PartitionRow> busy) {
    this.version = version;
    for (var row : busy) {
      byPlace.put(row.id(), row);
      byPartition.putIfAbsent(row.id().partition(), row);
      if (row.requestedBy().isEmpty()) {
        row.title().ifPresent(title -> rootsByTitle.putIfAbsent(title, row));
      }
    }
  }

  /** Title of the root of its tree; the empty text for roots. */
  String rootTitle(PartitionRow row) {
    if (version >= FIRST_WITH_ROOT_TITLES) {
      return row.requestedBy();
    }
    var root = root(row);
    return root.equals(row) ? "" : root.title().orElse("");
  }

  /**
   * The key of a shared instance, which began with the requesting partition and begins now with the title of its tree:
   * whoever requests it again finds it, instead of getting another one beside it.
   */
  String referenceOf(SlaveRow slave, Requester requester) {
    var prefix = slave.requester() + "_";
    return version < FIRST_WITH_ROOT_TITLES
            && requester instanceof Requester.Partition(var id)
            && slave.reference().startsWith(prefix)
        ? SharedInstance.referenceOf(treeTitle(id), slave.reference().substring(prefix.length()))
        : slave.reference();
  }

  private String treeTitle(PartitionId id) {
    return Optional.ofNullable(byPlace.get(id))
        .map(row -> rootTitle(row).isEmpty() ? row.title().orElse("") : rootTitle(row))
        .orElse("");
  }

  /** Who asked for an instance; version 17 kept only the tree, of which the root is the best guess. */
  Requester requester(PartitionRow row) {
    if (version == FIRST_WITH_ROOT_TITLES) {
      return Optional.ofNullable(rootsByTitle.get(row.requestedBy()))
          .<Requester>map(root -> new Requester.Partition(root.id()))
          .orElse(Requester.User.USER);
    }
    var name = version > FIRST_WITH_ROOT_TITLES ? row.requesterId() : row.requestedBy();
    return requester(name, row.id().computer());
  }

  /** The partition of that name, on that computer if there is one; a user for every other name. */
  Requester requester(String partition, String computer) {
    return find(partition, computer)
        .<Requester>map(row -> new Requester.Partition(row.id()))
        .orElse(Requester.User.USER);
  }

  private Optional<PartitionRow> find(String partition, String computer) {
    return Optional.ofNullable(byPlace.get(new PartitionId(computer, partition)))
        .or(() -> Optional.ofNullable(byPartition.get(partition)));
  }

  private PartitionRow root(PartitionRow row) {
    var seen = new HashSet<PartitionId>();
    var current = row;
    while (seen.add(current.id())) {
      var requester = find(current.requestedBy(), current.id().computer());
      if (requester.isEmpty()) {
        return current;
      }
      current = requester.get();
    }
    // Two that requested each other; the reference would climb for ever.
    return row;
  }
}

package org.slapos.grid.prune;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which shared parts nobody needs, at once: also those that only unused ones mention. */
final class PrunePlan {
  private PrunePlan() {}

  /**
   * The parts to remove, by path.
   *
   * @param roots signatures that software releases mention
   */
  static List<SharedPart> unused(Collection<SharedPart> parts, Set<String> roots) {
    Map<String, Set<String>> mentions = new HashMap<>();
    parts.forEach(part -> mentions.computeIfAbsent(part.signature(), _ -> new HashSet<>()).addAll(part.mentions()));
    var used = new HashSet<String>();
    var open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      String signature = open.remove();
      if (used.add(signature)) {
        open.addAll(mentions.getOrDefault(signature, Set.of()));
      }
    }
    return parts.stream().filter(part -> !used.contains(part.signature()))
        .sorted(Comparator.comparing(SharedPart::path)).toList();
  }
}

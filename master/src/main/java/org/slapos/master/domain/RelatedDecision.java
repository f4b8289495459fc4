package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An instance says which others it still requests: what it requested before and does not name any more is to be
 * destroyed, with everything that was requested by that in turn (reference: protocol-slap.md, 8).
 */
final class RelatedDecision {
  private RelatedDecision() {}

  static Decision decide(Command.KeepRelated keep, Register register, Timestamp now) {
    var requester = register.instance(keep.place());
    if (requester.isEmpty()) {
      return Decision.refused(Answer.Reason.NOT_FOUND, "There is no instance in partition " + keep.place() + ".");
    }
    var effects = new ArrayList<Effect>();
    for (var unneeded : unneeded(keep, register.members(requester.get().treeTitle()))) {
      destruction(unneeded, now).ifPresent(effects::add);
      register.sharedRequestedBy(unneeded.place()).forEach(shared -> effects.addAll(unlisting(shared, register, now)));
    }
    for (var shared : register.sharedRequestedBy(keep.place())) {
      if (!keep.titles().contains(InstanceName.of(shared, register).title())) {
        effects.addAll(unlisting(shared, register, now));
      }
    }
    return Decision.done(effects);
  }

  /** Direct children that are not named, and all that they requested. */
  private static List<Instance> unneeded(Command.KeepRelated keep, List<Instance> members) {
    var found = new ArrayList<Instance>();
    for (var member : members) {
      boolean isChild = isRequestedBy(member, Set.of(keep.place()));
      if (isChild && member.title().filter(keep.titles()::contains).isEmpty()) {
        found.add(member);
      }
    }
    var places = new HashSet<PartitionId>();
    found.forEach(child -> places.add(child.place()));
    for (boolean grows = true; grows; ) {
      var more = members.stream()
          .filter(member -> !places.contains(member.place()) && isRequestedBy(member, places))
          .toList();
      found.addAll(more);
      more.forEach(member -> places.add(member.place()));
      grows = !more.isEmpty();
    }
    return found;
  }

  private static boolean isRequestedBy(Instance member, Set<PartitionId> places) {
    return member.requester() instanceof Requester.Partition(var id) && places.contains(id);
  }

  private static Optional<Effect> destruction(Instance instance, Timestamp now) {
    var life = InstanceLife.next(InstanceLife.State.of(instance.state()), InstanceLife.Event.REQUESTED_DESTROYED);
    return life.next()
        .requested()
        .filter(state -> life.consequence() == InstanceLife.Consequence.TOUCH)
        .map(state -> new Effect.PutInstance(Optional.of(instance), instance.withState(state).touched(now)));
  }

  private static List<Effect> unlisting(SharedInstance shared, Register register, Timestamp now) {
    var life = SharedLife.next(SharedLife.State.of(Optional.of(shared)), SharedLife.Event.DESTRUCTION_REQUESTED);
    if (life.consequence() != SharedLife.Consequence.UNLIST) {
      return List.of();
    }
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.PutShared(Optional.of(shared), shared.unlisted()));
    register
        .instance(shared.hostId())
        .ifPresent(host -> effects.add(new Effect.PutInstance(Optional.of(host), host.touched(now))));
    return effects;
  }
}

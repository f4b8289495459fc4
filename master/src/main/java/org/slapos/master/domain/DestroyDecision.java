package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node has destroyed an instance. A root stays until its members are gone, which are to be destroyed from now on. */
final class DestroyDecision {
  private DestroyDecision() {}

  static Decision decide(Command.ReportDestroyed report, Register register) {
    var partition = register.partition(report.place());
    if (partition.isEmpty()) {
      return Decision.unchanged(new Answer.UnknownPartition(report.place()));
    }
    var instance = partition.get().instance();
    if (instance.isEmpty()) {
      return Decision.done(List.of());
    }
    var members = Tree.membersOf(instance.get(), register);
    return members.isEmpty() ? release(instance.get(), register) : await(members);
  }

  private static Decision await(List<Instance> members) {
    var effects = new ArrayList<Effect>();
    for (var member : members) {
      var life = InstanceLife.next(InstanceLife.State.of(member.state()), InstanceLife.Event.ROOT_DESTROYED);
      life.next()
          .requested()
          .filter(state -> state != member.state())
          .ifPresent(state -> effects.add(new Effect.PutInstance(Optional.of(member), member.withState(state))));
    }
    var titles = members.stream().flatMap(member -> member.title().stream()).sorted().toList();
    return new Decision(new Answer.Awaiting(titles), effects);
  }

  private static Decision release(Instance instance, Register register) {
    var life = InstanceLife.next(InstanceLife.State.of(instance.state()), InstanceLife.Event.DESTRUCTION_REPORTED);
    var effects = new ArrayList<Effect>();
    if (life.consequence() == InstanceLife.Consequence.RELEASE) {
      for (var shared : register.listedOn(instance.place())) {
        if (SharedLife.next(SharedLife.State.LISTED, SharedLife.Event.HOST_FREED).next() == SharedLife.State.UNLISTED) {
          effects.add(new Effect.PutShared(Optional.of(shared), shared.unlisted()));
        }
      }
      effects.add(new Effect.RemoveInstance(instance));
    }
    return Decision.done(effects);
  }
}

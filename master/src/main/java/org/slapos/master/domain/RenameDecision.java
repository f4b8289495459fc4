package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An instance gets another title; members follow their root. Shared instances keep their references. */
final class RenameDecision {
  private RenameDecision() {}

  static Decision decide(Command.Rename rename, Register register) {
    var known = register.instance(rename.place());
    if (known.isEmpty()) {
      return Decision.unchanged(new Answer.UnknownPartition(rename.place()));
    }
    var before = known.get();
    if (rename.newTitle().isEmpty()) {
      return Decision.unchanged(
          new Answer.Refused(Answer.Reason.INVALID, "the new title is empty", Optional.of("new_name")));
    }
    if (before.title().equals(Optional.of(rename.newTitle()))) {
      return Decision.done(List.of());
    }
    if (isTaken(before, rename.newTitle(), register)) {
      return Decision.refused(
          Answer.Reason.CONFLICT, "There is already an instance named " + rename.newTitle() + " in this tree");
    }
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.PutInstance(Optional.of(before), before.withTitle(rename.newTitle())));
    for (var member : Tree.membersOf(before, register)) {
      effects.add(new Effect.PutInstance(Optional.of(member), member.withRootTitle(rename.newTitle())));
    }
    return Decision.done(effects);
  }

  private static boolean isTaken(Instance instance, String title, Register register) {
    return register.instance(instance.rootTitle(), title).isPresent()
        || (instance.isRoot() && !register.members(title).isEmpty());
  }
}

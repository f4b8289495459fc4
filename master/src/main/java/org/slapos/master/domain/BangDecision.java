package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A bang: every instance of the tree is to be processed again; its reason is kept with the one it began at. */
final class BangDecision {
  private BangDecision() {}

  static Decision decide(Command.Bang bang, Register register, Timestamp now) {
    var instance = register.instance(bang.place());
    var effects = new ArrayList<Effect>();
    for (var member : instance.map(known -> Tree.around(known, register)).orElse(List.of())) {
      effects.add(new Effect.PutInstance(Optional.of(member), member.touched(now)));
    }
    if (instance.isPresent() && !bang.message().isEmpty()) {
      var place = bang.place();
      effects.add(
          new Effect.AddMessage(
              NodeMessage.Kind.BANG, place.computer(), Optional.of(place.partition()), bang.message()));
    }
    return Decision.done(effects);
  }
}

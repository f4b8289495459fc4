package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/** A bang: every instance of the tree is to be processed again. */
final class BangDecision {
  private BangDecision() {}

  static Decision decide(Command.Bang bang, Register register, Timestamp now) {
    return Decision.done(
        register.instance(bang.place()).map(instance -> Tree.around(instance, register)).orElse(List.of()).stream()
            .map(member -> new Effect.PutInstance(Optional.of(member), member.touched(now)))
            .toList());
  }
}

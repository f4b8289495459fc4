package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connection parameters are published. The direct requester is to be processed again when they changed; publishing for
 * what does not exist changes nothing and is no error (reference: protocol-slap.md, 6).
 */
final class PublishDecision {
  private PublishDecision() {}

  static Decision decide(Command.Publish publish, Register register, Timestamp now) {
    var effects = new ArrayList<Effect>();
    register
        .instance(publish.place())
        .filter(instance -> !instance.connectionXml().equals(Optional.of(publish.connectionXml())))
        .ifPresent(
            instance -> {
              var after = instance.withConnection(publish.connectionXml());
              effects.add(new Effect.PutInstance(Optional.of(instance), after));
              effects.addAll(touch(instance.requester(), register, now));
            });
    return Decision.done(effects);
  }

  static Decision decide(Command.PublishShared publish, Register register, Timestamp now) {
    var effects = new ArrayList<Effect>();
    register
        .shared(publish.host().computer(), publish.reference())
        .filter(shared -> !shared.connectionXml().equals(Optional.of(publish.connectionXml())))
        .ifPresent(
            shared -> {
              var after = shared.withConnection(publish.connectionXml());
              effects.add(new Effect.PutShared(Optional.of(shared), after));
              effects.addAll(touch(shared.requester(), register, now));
            });
    return Decision.done(effects);
  }

  private static List<Effect> touch(Requester requester, Register register, Timestamp now) {
    return switch (requester) {
      case Requester.User.USER -> List.of();
      case Requester.Partition(var id) ->
          register
              .instance(id)
              .<Effect>map(instance -> new Effect.PutInstance(Optional.of(instance), instance.touched(now)))
              .stream()
              .toList();
    };
  }
}

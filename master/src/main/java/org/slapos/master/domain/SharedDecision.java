package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody requests a shared instance: it is listed on the first instance of that release on that computer
 * (reference: proxy.md, 5). One shared instance has one host; when the search finds another one, it moves.
 */
final class SharedDecision {
  private SharedDecision() {}

  static Decision decide(Command.RequestShared request, Register register, Timestamp now) {
    var resolved = ResolvedRequester.of(request.claim(), register);
    if (resolved.isEmpty()) {
      return ResolvedRequester.refusal(request.claim());
    }
    var type = Optional.of(request.softwareType()).filter(text -> !text.isEmpty());
    var host = register.host(request.computer(), request.softwareRelease(), type, request.host());
    if (host.isEmpty()) {
      return Decision.refused(Answer.Reason.NOT_FOUND, noHost(request));
    }
    var reference = SharedInstance.referenceOf(resolved.get().treeTitle(), request.title());
    var known = register.shared(request.computer(), reference);
    var wanted =
        new SharedInstance(
            request.computer(),
            reference,
            request.softwareType(),
            request.parameters(),
            resolved.get().requester(),
            host.get().place().partition(),
            true,
            known.flatMap(SharedInstance::connectionXml));
    var event = request.destroy() ? SharedLife.Event.DESTRUCTION_REQUESTED : SharedLife.Event.REQUESTED;
    var change = change(known, wanted, SharedLife.next(SharedLife.State.of(known), event), register, now);
    var addresses = register.addresses(host.get().place());
    return new Decision(new Answer.AllocatedShared(change.shared(), host.get(), addresses), change.effects());
  }

  private record Change(SharedInstance shared, List<Effect> effects) {}

  private static Change change(
      Optional<SharedInstance> known,
      SharedInstance wanted,
      SharedLife.Transition transition,
      Register register,
      Timestamp now) {
    return switch (transition.consequence()) {
      case LIST -> list(known, wanted, register, now);
      case UNLIST -> unlist(known.orElse(wanted), register, now);
      case NOTHING, FORGET_HOST, DELETE -> new Change(known.orElse(wanted.unlisted()), List.of());
    };
  }

  private static Change list(
      Optional<SharedInstance> known, SharedInstance wanted, Register register, Timestamp now) {
    var effects = new ArrayList<Effect>();
    if (known.filter(wanted::equals).isEmpty()) {
      effects.add(new Effect.PutShared(known, wanted));
    }
    if (known.filter(before -> sameForHost(before, wanted)).isEmpty()) {
      effects.addAll(touch(wanted.hostId(), register, now));
      known
          .filter(before -> before.listed() && !before.host().equals(wanted.host()))
          .ifPresent(before -> effects.addAll(touch(before.hostId(), register, now)));
    }
    return new Change(wanted, effects);
  }

  private static boolean sameForHost(SharedInstance before, SharedInstance after) {
    return before.listed()
        && before.host().equals(after.host())
        && before.softwareType().equals(after.softwareType())
        && before.parameters().equals(after.parameters());
  }

  private static Change unlist(SharedInstance before, Register register, Timestamp now) {
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.PutShared(Optional.of(before), before.unlisted()));
    effects.addAll(touch(before.hostId(), register, now));
    return new Change(before.unlisted(), effects);
  }

  private static List<Effect> touch(PartitionId host, Register register, Timestamp now) {
    return register
        .instance(host)
        .<Effect>map(instance -> new Effect.PutInstance(Optional.of(instance), instance.touched(now)))
        .stream()
        .toList();
  }

  private static String noHost(Command.RequestShared request) {
    var parts = new ArrayList<String>();
    parts.add(request.softwareRelease());
    parts.add(request.computer());
    if (!request.softwareType().isEmpty()) {
      parts.add(request.softwareType());
    }
    request.host().ifPresent(parts::add);
    return "No partition corresponding to slave request: ['" + String.join("', '", parts) + "']";
  }
}

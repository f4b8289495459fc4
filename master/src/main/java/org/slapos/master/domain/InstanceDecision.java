package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.RequestedState;

/**
 * Somebody requests an instance: known titles are updated where they are, new ones get the first free partition of the
 * computer, in the order of its format. Supplied releases and capabilities play no part (reference: proxy.md, 3).
 */
final class InstanceDecision {
  private InstanceDecision() {}

  static Decision decide(Command.RequestInstance request, Register register, Timestamp now) {
    var resolved = ResolvedRequester.of(request.claim(), register);
    if (resolved.isEmpty()) {
      return ResolvedRequester.refusal(request.claim());
    }
    var requester = resolved.get();
    var wanted = wanted(request, requester, register);
    return known(request, requester, register)
        .map(instance -> update(instance, request, requester, wanted, register, now))
        .orElseGet(() -> allocate(request, requester, wanted, register, now));
  }

  /** The answer to a request for an instance that is there, as it is; empty if it makes or changes something. */
  static Optional<Answer> unchanged(Command.RequestInstance request, Register register, Timestamp now) {
    return ResolvedRequester.of(request.claim(), register)
        .flatMap(
            requester ->
                known(request, requester, register)
                    .map(it -> update(it, request, requester, wanted(request, requester, register), register, now)))
        .filter(decision -> decision.effects().isEmpty())
        .map(Decision::answer);
  }

  private static Optional<Instance> known(
      Command.RequestInstance request, ResolvedRequester requester, Register register) {
    return request.title().isEmpty()
        ? Optional.empty()
        : register.instance(requester.treeTitle(), request.title());
  }

  private static Optional<RequestedState> wanted(
      Command.RequestInstance request, ResolvedRequester requester, Register register) {
    return imposedBy(requester, register).or(request::state);
  }

  /** While the root is not started, its state is that of every member that is requested. */
  private static Optional<RequestedState> imposedBy(ResolvedRequester requester, Register register) {
    if (requester.treeTitle().isEmpty()) {
      return Optional.empty();
    }
    return register
        .instance("", requester.treeTitle())
        .map(Instance::state)
        .filter(state -> state != RequestedState.STARTED);
  }

  private static Decision update(
      Instance before,
      Command.RequestInstance request,
      ResolvedRequester requester,
      Optional<RequestedState> wanted,
      Register register,
      Timestamp now) {
    var transition = InstanceLife.next(InstanceLife.State.of(before.state()), InstanceLife.Event.requested(wanted));
    var after =
        new Instance(
            before.place(),
            before.title(),
            before.rootTitle(),
            requester.requester(),
            request.softwareRelease(),
            request.softwareType().orElse(before.softwareType()),
            transition.next().requested().orElse(before.state()),
            request.parameterXml(),
            before.connectionXml(),
            before.timestamp());
    var changed = transition.consequence() == InstanceLife.Consequence.TOUCH || contentDiffers(before, after);
    var stored = changed ? after.touched(now) : after;
    var effects = new ArrayList<Effect>();
    if (!stored.equals(before)) {
      effects.add(new Effect.PutInstance(Optional.of(before), stored));
    }
    return new Decision(answer(stored, wanted, register), effects);
  }

  private static boolean contentDiffers(Instance before, Instance after) {
    return !before.softwareRelease().equals(after.softwareRelease())
        || !before.softwareType().equals(after.softwareType())
        || !before.parameterXml().equals(after.parameterXml());
  }

  private static Decision allocate(
      Command.RequestInstance request,
      ResolvedRequester requester,
      Optional<RequestedState> wanted,
      Register register,
      Timestamp now) {
    var free = register.firstFree(request.computer());
    if (free.isEmpty()) {
      return Decision.refused(
          Answer.Reason.NOT_FOUND, "No free computer partition found for: " + request.title());
    }
    var transition = InstanceLife.next(InstanceLife.State.FREE, InstanceLife.Event.requested(wanted));
    var instance =
        new Instance(
            free.get(),
            Optional.of(request.title()).filter(title -> !title.isEmpty()),
            requester.treeTitle(),
            requester.requester(),
            request.softwareRelease(),
            request.softwareType().orElse(request.defaultType()),
            transition.next().requested().orElse(RequestedState.STARTED),
            request.parameterXml(),
            Optional.empty(),
            now);
    return new Decision(
        answer(instance, wanted, register), List.of(new Effect.PutInstance(Optional.empty(), instance)));
  }

  private static Answer answer(Instance instance, Optional<RequestedState> wanted, Register register) {
    return new Answer.Allocated(
        instance, register.addresses(instance.place()), wanted.orElse(RequestedState.STARTED));
  }
}

package org.slapos.master.store;

import java.util.Optional;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.Timestamp;

/**
 * Puts effects into words. Parameters and connection parameters are left out: they hold passwords, and the record is
 * kept longer than they are.
 */
final class EventText {
  private EventText() {}

  /** Empty for reports and messages, which are a history of their own and would crowd out everything else. */
  static Optional<Event> of(Effect effect, Timestamp at, String author, String command) {
    return change(effect)
        .map(change -> new Event(at, author, command, change.subject(), change.before(), change.after()));
  }

  private record Change(String subject, Optional<String> before, Optional<String> after) {}

  private static Optional<Change> change(Effect effect) {
    return switch (effect) {
      case Effect.PutComputer(var computer) ->
          added("computer " + computer.reference(), "address " + computer.address().orElse("-"));
      case Effect.AddPartition(var id) -> added("partition " + id, "free");
      case Effect.RemovePartition(var id) -> removed("partition " + id, "free");
      case Effect.SetAddresses(var id, var addresses) -> added("partition " + id, addresses.size() + " addresses");
      case Effect.PutInstance(var before, var after) ->
          changed("instance in " + after.place(), before.map(EventText::text), text(after));
      case Effect.RemoveInstance(var before) -> removed("instance in " + before.place(), text(before));
      case Effect.PutShared(var before, var after) ->
          changed(subject(after), before.map(EventText::text), text(after));
      case Effect.RemoveShared(var before) -> removed(subject(before), text(before));
      case Effect.PutInstallation(var before, var after) ->
          changed(subject(after), before.map(known -> known.state().wireName()), after.state().wireName());
      case Effect.RemoveInstallation(var before) -> removed(subject(before), before.state().wireName());
      case Effect.MoveInstallation(var before, var url) -> changed(subject(before), Optional.of(before.url()), url);
      case Effect.SetReleaseRoot(var before, var after) ->
          changed("local software release root", Optional.of(before.path().toString()), after.path().toString());
      case Effect.PutForwarded(var request) -> added("request " + request.title(), "at " + request.masterUrl());
      case Effect.RemoveForwarded(var request) -> removed("request " + request.title(), "at " + request.masterUrl());
      case Effect.AddReport _, Effect.AddMessage _ -> Optional.empty();
    };
  }

  private static Optional<Change> added(String subject, String after) {
    return changed(subject, Optional.empty(), after);
  }

  private static Optional<Change> changed(String subject, Optional<String> before, String after) {
    return Optional.of(new Change(subject, before, Optional.of(after)));
  }

  private static Optional<Change> removed(String subject, String before) {
    return Optional.of(new Change(subject, Optional.of(before), Optional.empty()));
  }

  private static String text(Instance instance) {
    return "%s, %s, type %s, %s, changed %s, published %s"
        .formatted(
            instance.title().orElse("(no title)")
                + (instance.isRoot() ? "" : " of " + instance.rootTitle()),
            instance.softwareRelease(),
            instance.softwareType(),
            instance.state().wireName(),
            instance.timestamp().text(),
            instance.connectionXml().isPresent() ? "yes" : "no");
  }

  private static String text(SharedInstance shared) {
    return "type %s, host %s, %s, published %s"
        .formatted(
            shared.softwareType(),
            shared.host(),
            shared.listed() ? "listed" : "not listed",
            shared.connectionXml().isPresent() ? "yes" : "no");
  }

  private static String subject(SharedInstance shared) {
    return "shared instance " + shared.reference() + " on " + shared.computer();
  }

  private static String subject(Installation installation) {
    return "release " + installation.url() + " on " + installation.computer();
  }
}

package org.slapos.master.store;

import java.util.Optional;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;
import org.slapos.master.domain.Timestamp;

/**
 * Puts effects into words. Parameters and connection parameters are left out: they hold passwords, and the record is
 * kept longer than they are.
 */
final class EventText {
  private EventText() {}

  static Event of(Effect effect, Timestamp at, String author, String command) {
    return switch (effect) {
      case Effect.PutComputer(var computer) ->
          new Event(
              at, author, command, "computer " + computer.reference(), Optional.empty(),
              Optional.of("address " + computer.address().orElse("-")));
      case Effect.AddPartition(var id) ->
          new Event(at, author, command, "partition " + id, Optional.empty(), Optional.of("free"));
      case Effect.RemovePartition(var id) ->
          new Event(at, author, command, "partition " + id, Optional.of("free"), Optional.empty());
      case Effect.SetAddresses(var id, var addresses) ->
          new Event(
              at, author, command, "partition " + id, Optional.empty(), Optional.of(addresses.size() + " addresses"));
      case Effect.PutInstance(var before, var after) ->
          new Event(
              at, author, command, "instance in " + after.place(), before.map(EventText::text),
              Optional.of(text(after)));
      case Effect.RemoveInstance(var before) ->
          new Event(
              at, author, command, "instance in " + before.place(), Optional.of(text(before)), Optional.empty());
      case Effect.PutShared(var before, var after) ->
          new Event(at, author, command, subject(after), before.map(EventText::text), Optional.of(text(after)));
      case Effect.RemoveShared(var before) ->
          new Event(at, author, command, subject(before), Optional.of(text(before)), Optional.empty());
      case Effect.PutInstallation(var before, var after) ->
          new Event(
              at, author, command, subject(after), before.map(known -> known.state().wireName()),
              Optional.of(after.state().wireName()));
      case Effect.RemoveInstallation(var before) ->
          new Event(
              at, author, command, subject(before), Optional.of(before.state().wireName()), Optional.empty());
      case Effect.AddReport(var report) ->
          new Event(
              at, author, command, subject(report), Optional.empty(), Optional.of(report.state().toString()));
    };
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

  private static String subject(StatusReport report) {
    return switch (report.subject()) {
      case Subject.Release(var computer, var url) -> "release " + url + " on " + computer;
      case Subject.Place(var id) -> "partition " + id;
    };
  }
}

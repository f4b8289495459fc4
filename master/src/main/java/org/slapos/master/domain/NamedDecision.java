package org.slapos.master.domain;

/** Something is done to an instance named by its titles; the name is looked up in the transaction that acts. */
final class NamedDecision {
  private static final String NOT_FOR_SHARED = " is a shared instance, for which this cannot be done.";

  private NamedDecision() {}

  static Decision decide(Command.OnNamed command, Register register, Timestamp now) {
    return switch (command.names().find(register)) {
      case Named.OfInstance(var instance) ->
          Decisions.decide(onInstance(command.act(), instance.place()), register, now);
      case Named.OfShared(var shared) -> onShared(command, shared, register, now);
      case Named.Nothing nothing -> Decision.refused(Answer.Reason.NOT_FOUND, nothing.explanation());
    };
  }

  private static Command onInstance(InstanceAct act, PartitionId place) {
    return switch (act) {
      case InstanceAct.Publish(var xml) -> new Command.Publish(place, xml);
      case InstanceAct.Bang(var message) -> new Command.Bang(place, message);
      case InstanceAct.Rename(var title) -> new Command.Rename(place, title);
      case InstanceAct.ReportDestroyed.REPORT_DESTROYED -> new Command.ReportDestroyed(place);
      case InstanceAct.Report(var state, var author, var at, var log) ->
          new Command.Report(new StatusReport(new StatusReport.Subject.Place(place), state, author, at, log));
    };
  }

  /** Nodes do not run shared instances: what they report of them means nothing, as to the reference. */
  private static Decision onShared(
      Command.OnNamed command, SharedInstance shared, Register register, Timestamp now) {
    return switch (command.act()) {
      case InstanceAct.Publish(var xml) ->
          Decisions.decide(new Command.PublishShared(shared.hostId(), shared.reference(), xml), register, now);
      case InstanceAct.ReportDestroyed.REPORT_DESTROYED -> Decision.unchanged(Answer.Ignored.IGNORED);
      case InstanceAct.Report report -> Decision.unchanged(Answer.Ignored.IGNORED);
      case InstanceAct.Bang bang -> refused(command);
      case InstanceAct.Rename rename -> refused(command);
    };
  }

  private static Decision refused(Command.OnNamed command) {
    return Decision.refused(Answer.Reason.NOT_FOUND, command.names().asked() + NOT_FOR_SHARED);
  }
}

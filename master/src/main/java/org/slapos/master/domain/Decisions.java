package org.slapos.master.domain;

import java.util.Optional;

/** Every decision of the Master: a command and what is known, to an answer and effects. Pure. */
public final class Decisions {
  private Decisions() {}

  /**
   * Decides one command.
   *
   * @param register must not change between this call and the moment the effects are carried out
   */
  public static Decision decide(Command command, Register register, Timestamp now) {
    return switch (command) {
      case Command.Format format -> FormatDecision.decide(format, register);
      case Command.Supply supply -> SupplyDecision.supply(supply, register);
      case Command.ReportReleaseDestroyed report -> SupplyDecision.removed(report, register);
      case Command.RequestInstance request -> InstanceDecision.decide(request, register, now);
      case Command.RequestShared request -> SharedDecision.decide(request, register, now);
      case Command.Publish publish -> PublishDecision.decide(publish, register, now);
      case Command.PublishShared publish -> PublishDecision.decide(publish, register, now);
      case Command.Bang bang -> BangDecision.decide(bang, register, now);
      case Command.BangComputer bang -> MessageDecision.decide(bang, register);
      case Command.ReportUsage usage -> MessageDecision.decide(usage, register);
      case Command.Rename rename -> RenameDecision.decide(rename, register);
      case Command.ReportDestroyed report -> DestroyDecision.decide(report, register);
      case Command.RegisterComputer wanted -> RegisterDecision.decide(wanted, register);
      case Command.KeepRelated keep -> RelatedDecision.decide(keep, register, now);
      case Command.OnNamed named -> NamedDecision.decide(named, register, now);
      case Command.NoteForwarded note -> ForwardedDecision.decide(note, register);
      case Command.MoveReleases move -> ReleaseRootDecision.decide(move, register);
      case Command.Report report -> ReportDecision.decide(report, register);
    };
  }

  /**
   * The answer to a command that changes nothing, for those that are mostly given again and again; empty if it changes
   * something or must be decided to know. The register may be a picture of a moment.
   */
  public static Optional<Answer> unchanged(Command command, Register register, Timestamp now) {
    return command instanceof Command.RequestInstance request
        ? InstanceDecision.unchanged(request, register, now)
        : Optional.empty();
  }
}

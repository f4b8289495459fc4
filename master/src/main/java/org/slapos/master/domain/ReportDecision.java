package org.slapos.master.domain;

import java.util.List;

/** Reports are kept for what exists and ignored otherwise, so that nobody can fill the database with inventions. */
final class ReportDecision {
  private ReportDecision() {}

  static Decision decide(Command.Report command, Register register) {
    var exists =
        switch (command.report().subject()) {
          case StatusReport.Subject.Release(var computer, var url) ->
              register.installation(computer, url).isPresent();
          case StatusReport.Subject.Place(var id) -> register.partition(id).isPresent();
        };
    return Decision.done(
        exists ? List.of(new Effect.AddReport(command.report(), isNews(command.report(), register))) : List.of());
  }

  private static boolean isNews(StatusReport report, Register register) {
    return switch (report.subject()) {
      case StatusReport.Subject.Place(var id) -> !AccessStatus.of(report).equals(register.accessStatus(id));
      case StatusReport.Subject.Release(var computer, var url) ->
          report.state() != register.releaseStates(computer).get(url);
    };
  }
}

package org.slapos.grid.instance;

import java.util.ArrayList;
import java.util.List;
import org.slapos.grid.ExitCode;
import org.slapos.grid.PassResult;

/** The end of a pass: what failed, and the exit status that says so. */
final class InstanceSummary {
  private InstanceSummary() {}

  static PassResult of(List<PartitionOutcome> outcomes) {
    List<String> failures = lines(outcomes, Outcome.Failed.class);
    List<String> promises = lines(outcomes, Outcome.PromiseFailed.class);
    var lines = new ArrayList<String>();
    if (!failures.isEmpty()) {
      lines.add("Error while processing the following partitions:");
      lines.addAll(failures);
    }
    if (!promises.isEmpty()) {
      lines.add("Error with promises for the following partitions:");
      lines.addAll(promises);
    }
    int exitCode = failures.isEmpty()
        ? promises.isEmpty() ? ExitCode.SUCCESS : ExitCode.PROMISE_FAILED
        : ExitCode.FAILED;
    return new PassResult(exitCode, lines);
  }

  private static List<String> lines(List<PartitionOutcome> outcomes, Class<? extends Outcome> kind) {
    return outcomes.stream().filter(one -> kind.isInstance(one.outcome())).map(InstanceSummary::line).toList();
  }

  private static String line(PartitionOutcome one) {
    String message = switch (one.outcome()) {
      case Outcome.Failed failed -> failed.message();
      case Outcome.PromiseFailed(String text) -> text;
      default -> "";
    };
    return "  %s: %s".formatted(one.partition().label(), message);
  }
}

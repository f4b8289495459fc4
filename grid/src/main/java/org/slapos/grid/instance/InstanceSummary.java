package org.slapos.grid.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.slapos.grid.ExitCode;
import org.slapos.grid.PassResult;

/** The end of a pass: what failed, and the exit status that says so. */
final class InstanceSummary {
  private InstanceSummary() {}

  static PassResult of(SequencedMap<Partition, Outcome> outcomes) {
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

  private static List<String> lines(SequencedMap<Partition, Outcome> outcomes, Class<? extends Outcome> kind) {
    return outcomes.entrySet().stream().filter(entry -> kind.isInstance(entry.getValue()))
        .map(InstanceSummary::line).toList();
  }

  private static String line(Map.Entry<Partition, Outcome> entry) {
    String message = switch (entry.getValue()) {
      case Outcome.Failed failed -> failed.message();
      case Outcome.PromiseFailed(String text) -> text;
      default -> "";
    };
    return "  %s: %s".formatted(entry.getKey().label(), message);
  }
}

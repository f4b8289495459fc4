package org.slapos.cli.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.cli.wait.Answer;
import org.slapos.cli.wait.Condition;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ResourceNotReadyException;

/**
 * Whether an instance is what was requested. A Master that keeps the node's reports tells by them ({@code #access},
 * {@code #error}); with any other an instance is there when it has published its connection parameters, and a stopped one
 * when it has a partition.
 */
final class InstanceReadiness implements Condition {
  private final String reference;
  private final Optional<String> state;
  private final Supplier<ComputerPartition> request;
  private final Supplier<Optional<String>> report;

  /**
   * A condition.
   *
   * @param state the requested one
   * @param request repeats the request, which changes nothing
   * @param report the latest report of the instance's node, if the Master keeps any
   */
  InstanceReadiness(
      String reference,
      Optional<String> state,
      Supplier<ComputerPartition> request,
      Supplier<Optional<String>> report) {
    this.reference = reference;
    this.state = state;
    this.request = request;
    this.report = report;
  }

  @Override
  public Answer check() {
    ComputerPartition partition = request.get();
    try {
      String place = partition.computerId() + " " + partition.id();
      Optional<String> told = report.get().or(partition::accessStatus);
      if (told.isPresent()) {
        String text = told.get();
        return text.startsWith("#access")
            ? Answer.Done.DONE
            : new Answer.NotYet("%s on %s, whose node says: %s".formatted(reference, place, firstLine(text)));
      }
      if (state.filter("stopped"::equals).isPresent()) {
        return Answer.Done.DONE;
      }
      return partition.connectionParameters().isEmpty()
          ? new Answer.NotYet("%s on %s to publish its connection parameters".formatted(reference, place))
          : Answer.Done.DONE;
    } catch (ResourceNotReadyException e) {
      return new Answer.NotYet("the Master to allocate a partition to " + reference);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}

package org.slapos.grid.instance;

import java.util.Optional;

/** What is done about one partition. */
sealed interface PartitionPlan {

  /** Something other than leaving it as it is. */
  sealed interface Change extends PartitionPlan {}

  /** Its folder does not exist: told to the Master, no failure of the pass. */
  record Absent() implements Change {}

  /** Nobody uses it: leftovers of the agent are removed. */
  record Free() implements Change {}

  /** Not named by {@code --only-cp}. */
  record NotSelected() implements Change {}

  /** As the Master wants it; the promises of a started one are checked for anomalies. */
  record UpToDate(boolean checkPromises) implements PartitionPlan {}

  /** Has to be processed. */
  record Deploy(Goal goal) implements Change {}

  /** Has to be processed, but the agent does not know the word. */
  record Unsupported(String state) implements Change {}

  /**
   * All that the decision depends on.
   *
   * @param timestamp the Master's, empty when it gives none
   * @param deployedTimestamp content of {@code .timestamp}, empty without that file
   * @param deployedSecondsAgo age of {@code .timestamp}
   * @param periodicity seconds after which it is processed all the same; 0 always, negative never
   */
  record Facts(
      boolean folderExists,
      boolean free,
      boolean selected,
      String state,
      Optional<String> timestamp,
      Optional<String> deployedTimestamp,
      double deployedSecondsAgo,
      long periodicity,
      boolean forced,
      boolean forceStop) {}

  /** The decision (reference: node-grid.md, 3.1 to 3.3). */
  static PartitionPlan decide(Facts facts) {
    if (!facts.folderExists()) {
      return new Absent();
    }
    if (facts.free()) {
      return new Free();
    }
    if (!facts.selected()) {
      return new NotSelected();
    }
    if (isUpToDate(facts)) {
      return new UpToDate(facts.state().equals("started"));
    }
    return switch (facts.state()) {
      case "started" -> new Deploy(facts.forceStop() ? Goal.HELD : Goal.STARTED);
      case "stopped" -> new Deploy(Goal.STOPPED);
      case "destroyed" -> new Deploy(Goal.DESTROYED);
      default -> new Unsupported(facts.state());
    };
  }

  /** Texts are compared, not numbers: whatever the Master changed them to, they changed. */
  private static boolean isUpToDate(Facts facts) {
    boolean heldBack = facts.forceStop() && facts.state().equals("started");
    return !facts.forced()
        && !heldBack
        && facts.periodicity() != 0
        && facts.timestamp().isPresent()
        && facts.timestamp().equals(facts.deployedTimestamp())
        && (facts.periodicity() < 0 || facts.deployedSecondsAgo() <= facts.periodicity());
  }
}

package org.slapos.grid.instance;

/**
 * How one partition came out of a pass, for a table.
 *
 * @param partition its name
 * @param softwareUrl empty for a partition without software
 * @param result what became of it
 * @param message what failed; empty if nothing did
 */
public record PartitionResult(String partition, String softwareUrl, Kind result, String message) {

  /** What can become of a partition. */
  public enum Kind {
    /** As the Master wants it, or not selected. */
    UNCHANGED("unchanged"),
    STARTED("started"),
    STOPPED("stopped"),
    /** Installed with its services stopped, on {@code --force-stop}. */
    HELD("held back"),
    /** Stopped; {@code node report} empties it. */
    DESTROYED("to be emptied"),
    /** Up to date, but a promise is not kept. */
    ANOMALY("anomaly"),
    PROMISE_FAILED("promise failed"),
    FAILED("failed"),
    NO_FOLDER("no folder");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }

    /** Whether somebody has to look at it. */
    public boolean isBad() {
      return this == FAILED || this == NO_FOLDER || isPromise();
    }

    /** Whether a promise tells that it is bad. */
    public boolean isPromise() {
      return this == ANOMALY || this == PROMISE_FAILED;
    }
  }

  static PartitionResult of(PartitionOutcome one) {
    Partition partition = one.partition();
    Outcome outcome = one.outcome();
    return new PartitionResult(
        partition.id(), partition.softwareUrl().orElse(""), kind(outcome), message(outcome));
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unchanged _ -> Kind.UNCHANGED;
      case Outcome.Checked checked -> checked.anomaly().isPresent() ? Kind.ANOMALY : Kind.UNCHANGED;
      case Outcome.Unavailable _ -> Kind.NO_FOLDER;
      case Outcome.PromiseFailed _ -> Kind.PROMISE_FAILED;
      case Outcome.Failed _ -> Kind.FAILED;
      case Outcome.Reached(Goal goal) -> switch (goal) {
        case STARTED -> Kind.STARTED;
        case STOPPED -> Kind.STOPPED;
        case HELD -> Kind.HELD;
        case DESTROYED -> Kind.DESTROYED;
      };
    };
  }

  private static String message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Checked checked -> checked.anomaly().orElse("");
      case Outcome.Unavailable(String message) -> message;
      case Outcome.PromiseFailed(String message) -> message;
      case Outcome.Failed failed -> failed.message();
      case Outcome.Unchanged _, Outcome.Reached _ -> "";
    };
  }
}

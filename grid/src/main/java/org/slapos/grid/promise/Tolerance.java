package org.slapos.grid.promise;

import java.util.List;

/** How many executions have to fail before a promise does. */
record Tolerance(int failures) {
  /** One failure is enough. */
  static final Tolerance NONE = new Tolerance(1);

  /** Three in a row: an executable promise watched for anomalies. */
  static final Tolerance THREE_IN_A_ROW = new Tolerance(3);

  static Tolerance of(PromiseMode mode) {
    return mode == PromiseMode.TEST ? NONE : THREE_IN_A_ROW;
  }

  /** Whether the newest executions, newest first, are all failures and enough of them. */
  boolean exceededBy(List<PromiseLog.Execution> newest) {
    return newest.size() >= failures && newest.stream().limit(failures).allMatch(PromiseLog.Execution::failed);
  }
}

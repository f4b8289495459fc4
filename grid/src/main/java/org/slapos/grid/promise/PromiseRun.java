package org.slapos.grid.promise;

import java.io.IOException;

/** Executes one kind of promise. */
interface PromiseRun<P extends PromiseFile> {

  /**
   * Runs it to its end or to its time-out, and writes its cache and log.
   */
  Execution execute(P promise, PromiseSubject subject, PromiseState state, PromiseMode mode) throws IOException;

  /** What came of it. */
  sealed interface Execution {
    double seconds();

    /**
     * A result to save.
     *
     * @param mayBang whether the promise lets its failure have the whole instance tree processed again
     */
    record Answered(PromiseResult result, boolean mayBang, double seconds) implements Execution {}

    /** The promise refuses the mode: nothing is saved. */
    record Declined(double seconds) implements Execution {}

    /** It did not answer in its time, or not at all. */
    record Silent(String error, double seconds) implements Execution {}
  }
}

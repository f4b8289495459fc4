package org.slapos.master.http;

import java.util.Optional;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers one request.
   *
   * @throws HttpProblem for everything that is not a success
   */
  Response handle(Request request);

  /**
   * The answer, if it is in memory; empty if {@link #handle} must be asked. This is called by the one thread that reads
   * all connections, which must not wait for anything, a disk or a lock; the body of the request is not read.
   */
  default Optional<Response> atOnce(Request request) {
    return Optional.empty();
  }
}

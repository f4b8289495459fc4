package org.slapos.master.http;

/** Answers requests; called by many threads at once. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers one request.
   *
   * @throws HttpProblem for everything that is not a success
   */
  Response handle(Request request);
}

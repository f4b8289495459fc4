package org.slapos.master.http;

import java.util.concurrent.CompletableFuture;

/** Answers GET requests now or later; one that waits takes no thread. */
@FunctionalInterface
public interface Poll {

  /**
   * Answers one request.
   *
   * @return completed by any thread, with the answer or an {@link HttpProblem}; it is cancelled when the client is gone
   */
  CompletableFuture<Response> answer(Request request);
}

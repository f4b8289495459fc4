package org.slapos.master.http;

import java.io.IOException;
import java.io.InputStream;

/** Answers requests whose bodies, or whose answers, are too large to hold; called by many threads at once. */
public interface StreamHandler {

  /** Whether it, and no other handler, answers that decoded path. */
  boolean serves(String path);

  /**
   * Answers one request.
   *
   * @param request without its body
   * @param body as it comes in
   * @throws HttpProblem for everything that is not a success
   * @throws IOException if the body ends early
   */
  StreamedResponse handle(Request request, InputStream body) throws IOException;
}

package org.slapos.slap.http;

import java.io.IOException;

/** Carries calls to servers. Implementations are thread-safe. */
@FunctionalInterface
public interface Transport {

  /**
   * One call, one answer, whatever its status.
   *
   * @throws IOException if there is no answer: refused, unknown host, time-out, TLS failure, not HTTP
   */
  HttpAnswer send(HttpCall call) throws IOException;
}

package org.slapos.slap.http;

import java.io.IOException;

/** The other side does not speak HTTP as it should. */
public final class HttpProtocolException extends IOException {
  public HttpProtocolException(String message) {
    super(message);
  }

  public HttpProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}

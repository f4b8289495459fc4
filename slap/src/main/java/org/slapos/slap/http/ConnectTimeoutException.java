package org.slapos.slap.http;

import java.net.SocketTimeoutException;

/** No connection came about in time: the server has seen nothing of the call. */
final class ConnectTimeoutException extends SocketTimeoutException {
  ConnectTimeoutException(String message, SocketTimeoutException cause) {
    super(message);
    initCause(cause);
  }
}

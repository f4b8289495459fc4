package org.slapos.slap.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Why there was no answer, in words for people. */
public final class Unreachable {
  private Unreachable() {}

  /** The reason in one line, without final stop. */
  public static String reason(IOException failure) {
    var message = Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
    var line = message.replaceAll("\\s*\\R\\s*", " ");
    return switch (failure) {
      case UnknownHostException _ -> "unknown host " + line.replaceFirst(":.*", "");
      case ConnectTimeoutException _ -> line;
      case SocketTimeoutException _ -> "no answer in time (" + line + ")";
      case NoRouteToHostException _ -> "no route to the host";
      case ConnectException _ -> line.equals("Connection refused") ? "connection refused" : line;
      case SSLException _ -> "TLS failure: " + line;
      default -> line;
    };
  }
}

package org.slapos.master.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/** Hears from Jetty of every request that is over, with those that it refused by itself. */
final class JettyExchanges implements RequestLog {
  private final List<ExchangeListener> listeners;

  JettyExchanges(List<ExchangeListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void log(Request request, Response response) {
    var uri = request.getHttpURI();
    var headers = request.getHeaders();
    var exchange =
        new Exchange(
            Instant.ofEpochMilli(Request.getTimeStamp(request)),
            text(Request.getRemoteAddr(request)),
            Optional.ofNullable(headers.get(HttpHeader.X_FORWARDED_FOR)),
            text(request.getMethod()),
            uri == null ? "" : text(uri.getPath()),
            uri == null ? "" : text(uri.getQuery()),
            Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)),
            response.getStatus(),
            Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()),
            Request.getContentBytesRead(request),
            Response.getContentBytesWritten(response));
    for (var listener : listeners) {
      listener.over(exchange);
    }
  }

  private static String text(String text) {
    return Optional.ofNullable(text).orElse("");
  }
}

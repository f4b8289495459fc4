package org.slapos.master.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Runs stream handlers on threads of their own: a slow sender or reader of a large file must not hold one of the few
 * threads that answer everybody else.
 */
final class JettyStreams {
  /** Of transfers at once; more get 503. */
  private static final int MOST = 256;

  private final List<StreamHandler> handlers;
  private final Semaphore free = new Semaphore(MOST);

  JettyStreams(List<StreamHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /** Who answers that path. */
  Optional<StreamHandler> find(String path) {
    return handlers.stream().filter(handler -> handler.serves(path)).findFirst();
  }

  /** How an exception of a handler is answered. */
  @FunctionalInterface
  interface Failures {
    org.slapos.master.http.Response response(Throwable failure);
  }

  void run(
      StreamHandler handler,
      org.slapos.master.http.Request translated,
      Request request,
      Response response,
      Callback callback,
      Failures failures) {
    if (!free.tryAcquire()) {
      var busy = HttpProblem.of(503, "More than " + MOST + " transfers at once. Try again later.");
      send(StreamedResponse.of(busy.response()), request, response, callback);
      return;
    }
    Thread.ofVirtual().name("transfer").start(() -> {
      try {
        send(answer(handler, translated, request, failures), request, response, callback);
      } finally {
        free.release();
      }
    });
  }

  private static StreamedResponse answer(
      StreamHandler handler, org.slapos.master.http.Request translated, Request request, Failures failures) {
    try (var body = Content.Source.asInputStream(request)) {
      return handler.handle(translated, body);
    } catch (RuntimeException | IOException e) {
      return StreamedResponse.of(failures.response(e));
    }
  }

  private static void send(StreamedResponse answer, Request request, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    answer.length().ifPresent(length -> response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length));
    answer.headers().forEach(response.getHeaders()::put);
    try (var body = answer.body()) {
      // Written to the end but closed by the callback alone, so that a failure is not taken for the end.
      if (!request.getMethod().equals("HEAD")) {
        body.writeTo(Content.Sink.asOutputStream(response));
      }
    } catch (RuntimeException | IOException e) {
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }
}

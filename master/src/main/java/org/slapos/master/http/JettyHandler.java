package org.slapos.master.http;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates between Jetty and our records; whatever a handler throws becomes an error page. */
final class JettyHandler extends org.eclipse.jetty.server.Handler.Abstract.NonBlocking {
  private static final Logger log = LoggerFactory.getLogger(JettyHandler.class);
  private static final Logger access = LoggerFactory.getLogger("org.slapos.master.access");

  private static final byte[] NO_BODY = {};

  private static final String POLL_METHODS = "OPTIONS, GET";

  private final Handler handler;
  private final Map<String, Poll> polls;
  private final JettyStreams streams;
  private final BodyMemory bodies;
  private final int largestBody;

  JettyHandler(
      Handler handler, Map<String, Poll> polls, JettyStreams streams, BodyMemory bodies, int largestBody) {
    this.handler = handler;
    this.bodies = bodies;
    this.polls = Map.copyOf(polls);
    this.streams = streams;
    this.largestBody = largestBody;
  }

  /** Jetty's thread that reads all connections calls this: whatever may have to wait goes to another one. */
  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response, Callback callback) {
    JettyClose.afterLastAnswer(request);
    Request head;
    try {
      head = head(request);
    } catch (HttpProblem problem) {
      send(problem.response(), request, response, callback);
      return true;
    }
    var path = org.eclipse.jetty.server.Request.getPathInContext(request);
    var stream = streams.find(path);
    if (stream.isPresent()) {
      streams.run(stream.get(), head, request, response, callback, failure -> failed(failure, request));
      return true;
    }
    var kept = atOnce(head, request);
    if (kept.isPresent()) {
      send(kept.get(), request, response, callback);
    } else {
      request.getComponents().getExecutor().execute(() -> workOn(Optional.ofNullable(polls.get(path)), head, request, response, callback));
    }
    return true;
  }

  private Optional<Response> atOnce(Request head, org.eclipse.jetty.server.Request request) {
    if (!head.method().equals("GET")) {
      return Optional.empty();
    }
    try {
      return handler.atOnce(head);
    } catch (RuntimeException e) {
      return Optional.of(failed(e, request));
    }
  }

  private void workOn(
      Optional<Poll> poll,
      Request head,
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    if (poll.isPresent() && !head.method().equals("GET")) {
      send(pollsAreGets(head), request, response, callback);
      return;
    }
    try {
      BodyReader.read(request, bodies, largestBody, new BodyReader.Receiver() {
        @Override
        public void received(byte[] body) {
          if (poll.isPresent()) {
            answerLater(poll.get(), head.with(body), request, response, callback);
          } else {
            send(answer(head.with(body), request), request, response, callback);
          }
        }

        @Override
        public void refused(HttpProblem problem) {
          send(problem.response(), request, response, callback);
        }
      });
    } catch (Error e) {
      // Nobody above would end the request.
      callback.failed(e);
      throw e;
    }
  }

  private void answerLater(
      Poll poll,
      Request asked,
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    // Silence is what both sides agreed on; the poll itself knows when to end.
    request.addIdleTimeoutListener(silence -> false);
    CompletableFuture<Response> later;
    try {
      later = poll.answer(asked);
    } catch (RuntimeException e) {
      later = CompletableFuture.failedFuture(e);
    }
    var waiting = later;
    request.addFailureListener(gone -> waiting.cancel(false));
    var _ = later.whenComplete(
        (answer, failure) ->
            send(failure == null ? answer : failed(unwrapped(failure), request), request, response, callback));
  }

  private static Response pollsAreGets(Request request) {
    return request.method().equals("OPTIONS")
        ? new Response(200, Response.HTML, Map.of("Allow", POLL_METHODS), NO_BODY)
        : HttpProblem.methodNotAllowed(POLL_METHODS).response();
  }

  private static void send(
      Response answer,
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      Callback callback) {
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    answer.headers().forEach(headers::put);
    if (access.isDebugEnabled()) {
      access.debug(
          "{} \"{} {}\" {}",
          org.eclipse.jetty.server.Request.getRemoteAddr(request),
          request.getMethod(),
          request.getHttpURI().getPath(),
          answer.status());
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private Response answer(Request asked, org.eclipse.jetty.server.Request request) {
    try {
      return handler.handle(asked);
    } catch (RuntimeException | Error e) {
      // Also what ran out of stack or memory on odd input gets an answer: nobody else would give one.
      return failed(e, request);
    }
  }

  private static Response failed(Throwable failure, org.eclipse.jetty.server.Request request) {
    return switch (failure) {
      case HttpProblem problem -> problem.response();
      case IOException _ -> HttpProblem.of(400, "The body of the request ended early.").response();
      default -> {
        log.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), failure);
        yield HttpProblem.internal().response();
      }
    };
  }

  private static Throwable unwrapped(Throwable failure) {
    var cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** A request without its body. */
  private static Request head(org.eclipse.jetty.server.Request request) {
    var uri = request.getHttpURI();
    var rawPath = Optional.ofNullable(uri.getPath()).orElse("/");
    return new Request(
        request.getMethod(),
        decode(rawPath),
        rawPath,
        Optional.ofNullable(uri.getQuery()).orElse(""),
        headers(request),
        NO_BODY,
        org.eclipse.jetty.server.Request.getRemoteAddr(request),
        Optional.ofNullable(uri.getAuthority()).orElse(""));
  }

  private static String decode(String rawPath) {
    if (rawPath.indexOf('%') < 0) {
      return rawPath;
    }
    try {
      return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.of(400, "The path holds a broken percent sequence.");
    }
  }

  private static Map<String, List<String>> headers(org.eclipse.jetty.server.Request request) {
    var headers = new HashMap<String, List<String>>();
    for (var field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(Optional.ofNullable(field.getValue()).orElse(""));
    }
    return headers;
  }
}

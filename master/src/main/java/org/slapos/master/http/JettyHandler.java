package org.slapos.master.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates between Jetty and our records; whatever a handler throws becomes an error page. */
final class JettyHandler extends org.eclipse.jetty.server.Handler.Abstract {
  private static final Logger log = LoggerFactory.getLogger(JettyHandler.class);
  private static final Logger access = LoggerFactory.getLogger("org.slapos.master.access");

  private final Handler handler;
  private final int largestBody;

  JettyHandler(Handler handler, int largestBody) {
    this.handler = handler;
    this.largestBody = largestBody;
  }

  @Override
  public boolean handle(
      org.eclipse.jetty.server.Request request, org.eclipse.jetty.server.Response response, Callback callback) {
    var answer = answer(request);
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
          request.getHttpURI().getPathQuery(),
          answer.status());
    }
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private Response answer(org.eclipse.jetty.server.Request request) {
    try {
      return handler.handle(translate(request));
    } catch (HttpProblem problem) {
      return problem.response();
    } catch (IOException e) {
      return HttpProblem.of(400, "The body of the request ended early.").response();
    } catch (RuntimeException e) {
      log.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
      return HttpProblem.internal().response();
    }
  }

  private Request translate(org.eclipse.jetty.server.Request request) throws IOException {
    var uri = request.getHttpURI();
    var rawPath = Optional.ofNullable(uri.getPath()).orElse("/");
    return new Request(
        request.getMethod(),
        decode(rawPath),
        rawPath,
        Optional.ofNullable(uri.getQuery()).orElse(""),
        headers(request),
        body(request),
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

  private byte[] body(org.eclipse.jetty.server.Request request) throws IOException {
    long announced = request.getLength();
    if (announced == 0) {
      return new byte[0];
    }
    if (announced > largestBody) {
      throw tooLarge();
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      var body = in.readNBytes(largestBody + 1);
      if (body.length > largestBody) {
        throw tooLarge();
      }
      return body;
    }
  }

  private HttpProblem tooLarge() {
    return HttpProblem.of(413, "The body of the request is larger than " + largestBody + " bytes.");
  }
}

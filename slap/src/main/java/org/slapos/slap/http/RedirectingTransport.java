package org.slapos.slap.http;

import java.io.IOException;

/**
 * Follows redirects: after 301, 302 and 303 with a GET, after 307 and 308 with the same method and body. An {@code
 * Authorization} does not travel to another server.
 */
public final class RedirectingTransport implements Transport {
  private static final int MAX_REDIRECTS = 30;

  private final Transport transport;

  public RedirectingTransport(Transport transport) {
    this.transport = transport;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    var current = call;
    for (var redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      var answer = transport.send(current);
      var location = answer.header("Location");
      if (!isRedirect(answer.status()) || location.isEmpty()) {
        return answer;
      }
      current = redirected(current, answer.status(), location.get());
    }
    throw new HttpProtocolException("more than " + MAX_REDIRECTS + " redirects, the last one to " + current.url());
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static HttpCall redirected(HttpCall call, int status, String location) throws HttpProtocolException {
    HttpUrl url;
    try {
      url = call.url().resolve(location);
    } catch (IllegalArgumentException e) {
      throw new HttpProtocolException(call.url() + " redirects to an unusable place: " + e.getMessage(), e);
    }
    var keepsMethod = status == 307 || status == 308 || call.method().equals("HEAD");
    var next = keepsMethod ? call.to(url) : call.asGet().to(url);
    return url.sameServer(call.url()) ? next : next.withoutHeader("Authorization");
  }
}

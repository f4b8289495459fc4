package org.slapos.master.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.http.HttpProblem;
import org.slapos.master.http.Request;
import org.slapos.master.http.StreamHandler;
import org.slapos.master.http.StreamedResponse;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.StreamedAnswer;
import org.slapos.slap.http.Tls;

/** Fetches pages. Redirects are followed only between published servers; certificates of instances are not verified. */
public final class RelayApi implements StreamHandler {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_REDIRECTS = 5;
  private static final long LARGEST = 1L << 30;
  private static final int BUFFER = 64 * 1024;
  private static final List<String> METHODS = List.of("GET", "HEAD", "OPTIONS");

  private final PublishedOrigins published;
  private final SocketTransport transport =
      new SocketTransport(TIMEOUT, new Tls(Optional.empty(), Optional.empty()), ProxyRules.none());

  public RelayApi(PublishedOrigins published) {
    this.published = published;
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith(RelayUrl.PREFIX);
  }

  @Override
  public StreamedResponse handle(Request request, InputStream body) {
    var url = RelayUrl.target(request.path(), request.query());
    if (!METHODS.contains(request.method())) {
      throw HttpProblem.methodNotAllowed(String.join(", ", METHODS));
    }
    if (!published.has(Origin.of(url))) {
      throw HttpProblem.of(403, "No instance has published an address at " + url.authority() + ".");
    }
    var answer = fetch(request, url);
    try {
      return relayed(answer, url, request);
    } catch (RuntimeException e) {
      close(answer);
      throw e;
    }
  }

  private StreamedAnswer fetch(Request request, HttpUrl first) {
    var url = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      var answer = call(request, url);
      var next = redirect(answer, url);
      if (next.isEmpty()) {
        return answer;
      }
      close(answer);
      if (!published.has(Origin.of(next.get()))) {
        throw HttpProblem.of(
            520, "%s redirects to %s, where no instance has published an address.".formatted(first, next.get()));
      }
      url = next.get();
    }
    throw HttpProblem.of(520, first.toString());
  }

  private StreamedAnswer call(Request request, HttpUrl url) {
    try {
      return transport.open(new HttpCall(request.method(), url, RelayHeaders.toServer(request), Optional.empty()));
    } catch (SSLException e) {
      throw HttpProblem.of(526, url.toString());
    } catch (SocketTimeoutException e) {
      throw HttpProblem.of(524, url.toString());
    } catch (IOException e) {
      throw HttpProblem.of(523, url.toString());
    }
  }

  private static Optional<HttpUrl> redirect(StreamedAnswer answer, HttpUrl from) {
    return switch (answer.status()) {
      case 301, 302, 303, 307, 308 -> answer.header("Location").flatMap(location -> resolved(from, location));
      default -> Optional.empty();
    };
  }

  private static Optional<HttpUrl> resolved(HttpUrl from, String location) {
    try {
      return Optional.of(from.resolve(location));
    } catch (IllegalArgumentException _) {
      // Leads nowhere that could be fetched: the client sees the redirect itself.
      return Optional.empty();
    }
  }

  private static StreamedResponse relayed(StreamedAnswer answer, HttpUrl from, Request request) {
    var headers = RelayHeaders.toClient(answer);
    answer.header("Location")
        .flatMap(location -> resolved(from, location))
        .ifPresent(url -> headers.put("Location", PublicUrl.of(request) + RelayUrl.relaying(url.toString())));
    return new StreamedResponse(
        // So that a failure of the instance is not taken for one of the Master.
        answer.status() == 500 ? 520 : answer.status(),
        answer.header("Content-Type").orElse("application/octet-stream"),
        headers,
        length(answer),
        new RelayedBody(answer));
  }

  private static OptionalLong length(StreamedAnswer answer) {
    try {
      return answer.header("Content-Length").map(Long::parseLong).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    } catch (NumberFormatException _) {
      // Reading the body will tell.
      return OptionalLong.empty();
    }
  }

  private static void close(StreamedAnswer answer) {
    try {
      answer.close();
    } catch (IOException _) {
      // Nobody reads from it any more.
    }
  }

  /** The page, as it comes. */
  private record RelayedBody(StreamedAnswer answer) implements StreamedResponse.Body {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      var buffer = new byte[BUFFER];
      long sent = 0;
      for (int count = answer.body().read(buffer); count >= 0; count = answer.body().read(buffer)) {
        sent += count;
        if (sent > LARGEST) {
          throw new IOException("the relayed page is longer than " + LARGEST + " bytes");
        }
        out.write(buffer, 0, count);
      }
    }

    @Override
    public void close() throws IOException {
      answer.close();
    }
  }
}

package org.slapos.master.cache;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.http.HttpProblem;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.PercentEncoding;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.StreamedAnswer;
import org.slapos.slap.http.Tls;
import org.slapos.slap.http.Unreachable;

/** The cache behind this one. */
final class UpstreamCache {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int LARGEST_ENTRY = 16 << 20;

  private final HttpUrl contents;
  private final HttpUrl entries;
  private final SocketTransport transport =
      new SocketTransport(TIMEOUT, Tls.verifying(Optional.empty(), Optional.empty()), ProxyRules.none());

  /** @throws IllegalArgumentException if one is no http or https URL */
  UpstreamCache(CacheSettings.Upstream urls) {
    this.contents = HttpUrl.parse(urls.cacheUrl());
    this.entries = HttpUrl.parse(urls.dirUrl());
  }

  /** The document of a key; empty if upstream has none. */
  Optional<String> entry(String key) {
    var name = PercentEncoding.component(key).replace("%3A", ":").replace("%3D", "=");
    return ask(entries, name, answer -> answer.whole(LARGEST_ENTRY).text());
  }

  /** Fetches a content into the store; false if upstream has none. */
  boolean fetch(String sha512, Contents store) {
    return ask(contents, sha512, answer -> {
      if (!store.store(answer.body(), sha512)) {
        throw new IOException("what came for " + sha512 + " has another checksum");
      }
      return sha512;
    }).isPresent();
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(StreamedAnswer answer) throws IOException;
  }

  private <T> Optional<T> ask(HttpUrl base, String name, Use<T> use) {
    var folder = base.asFolder();
    var url = new HttpUrl(
        folder.secure(), folder.userInfo(), folder.host(), folder.port(), folder.path() + name, folder.query());
    try (var answer = transport.open(new HttpCall("GET", url, Map.of(), Optional.empty()))) {
      return switch (answer.status()) {
        case 200 -> Optional.of(use.of(answer));
        case 404 -> Optional.empty();
        default -> throw new IOException("HTTP Error %d: %s".formatted(answer.status(), answer.reason()));
      };
    } catch (IOException e) {
      throw HttpProblem.of(502, "Upstream error: %s: %s".formatted(url, Unreachable.reason(e)));
    }
  }
}

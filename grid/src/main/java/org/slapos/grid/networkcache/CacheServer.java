package org.slapos.grid.networkcache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.ConnectionSettings.Identity;
import org.slapos.slap.http.HttpCall;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.ProxyRules;
import org.slapos.slap.http.SocketTransport;
import org.slapos.slap.http.StreamedAnswer;
import org.slapos.slap.http.Tls;
import org.slapos.slap.http.Upload;

/**
 * One of the two services, by its URL. User and password in it become basic authentication; proxies of the environment
 * are not used and redirects not followed, as in the reference.
 */
public final class CacheServer {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  /** The server may take this long to store what it got. */
  private static final Duration UPLOAD_TIMEOUT = Duration.ofHours(1);

  private final HttpUrl url;
  private final SocketTransport reading;
  private final SocketTransport writing;

  private CacheServer(HttpUrl url, Tls tls) {
    this.url = url;
    this.reading = new SocketTransport(TIMEOUT, tls, ProxyRules.none());
    this.writing = new SocketTransport(UPLOAD_TIMEOUT, tls, ProxyRules.none());
  }

  /**
   * A server without client certificate.
   *
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static CacheServer of(String url) {
    return of(url, Optional.empty(), Optional.empty());
  }

  /**
   * A server.
   *
   * @param identity PEM files ({@code shacache-key-file} with {@code shacache-cert-file}, or those of shadir)
   * @param authority PEM file with the authorities to trust ({@code shacache-ca-file}); else those of the system
   * @throws IllegalArgumentException if it is no http or https URL
   */
  public static CacheServer of(String url, Optional<Identity> identity, Optional<Path> authority) {
    return new CacheServer(HttpUrl.parse(url), Tls.verifying(identity, authority));
  }

  /** The service's own URL, without final slash. */
  HttpUrl url() {
    return at(Optional.empty());
  }

  /** The URL of one thing on it. */
  HttpUrl url(String escapedName) {
    return at(Optional.of(escapedName));
  }

  private HttpUrl at(Optional<String> escapedName) {
    var path = url.path().replaceFirst("/+$", "") + escapedName.map(name -> "/" + name).orElse("");
    return new HttpUrl(
        url.secure(), url.userInfo(), url.host(), url.port(), path.isEmpty() ? "/" : path, url.query());
  }

  StreamedAnswer get(HttpUrl place, Map<String, String> headers) throws CacheUnreachableException {
    try {
      return reading.open(new HttpCall("GET", place, headers, Optional.empty()));
    } catch (IOException e) {
      throw new CacheUnreachableException(place, e);
    }
  }

  StreamedAnswer send(String method, HttpUrl place, String contentType, Upload upload)
      throws CacheUnreachableException {
    try {
      var call = new HttpCall(method, place, Map.of("Content-Type", contentType), Optional.empty());
      return writing.open(call, upload);
    } catch (IOException e) {
      throw new CacheUnreachableException(place, e);
    }
  }
}

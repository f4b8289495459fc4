package org.slapos.master.http;

import java.time.Duration;

/**
 * Where and within which bounds to listen.
 *
 * @param host address or name
 * @param port 0 for any free port
 * @param largestBody bytes; larger bodies get 413
 * @param largestHeader bytes of request line and headers; more gets 431 or 414
 * @param idleTimeout after which a silent connection is closed
 * @param stopTimeout how long requests at work may still take when the server stops
 * @param threads most threads
 */
public record HttpSettings(
    String host,
    int port,
    int largestBody,
    int largestHeader,
    Duration idleTimeout,
    Duration stopTimeout,
    int threads) {

  /** The usual bounds: 16 MiB bodies, 16 KiB headers, 30 s idle, 10 s to stop, 64 threads. */
  public static HttpSettings of(String host, int port) {
    return new HttpSettings(host, port, 16 << 20, 16 << 10, Duration.ofSeconds(30), Duration.ofSeconds(10), 64);
  }

  public HttpSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }
}

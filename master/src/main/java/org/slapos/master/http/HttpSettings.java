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
 * @param bodyMemory bytes that all bodies together may hold; who finds no room gets 503
 * @param bodyPatience for how long a body may come in before it has to make room for others, if there is none
 */
public record HttpSettings(
    String host,
    int port,
    int largestBody,
    int largestHeader,
    Duration idleTimeout,
    Duration stopTimeout,
    int threads,
    long bodyMemory,
    Duration bodyPatience) {
  private static final int LARGEST_BODY = 16 << 20;
  /** A body that is worked on costs a few times its size. */
  private static final int HEAP_PART = 8;

  /**
   * The usual bounds: 16 MiB bodies, 16 KiB headers, 30 s idle, 10 s to stop, 64 threads, an eighth of the heap for
   * bodies, 5 s for each of them.
   */
  public static HttpSettings of(String host, int port) {
    return new HttpSettings(
        host, port, LARGEST_BODY, 16 << 10, Duration.ofSeconds(30), Duration.ofSeconds(10), 64,
        Math.max(2L * LARGEST_BODY, Runtime.getRuntime().maxMemory() / HEAP_PART), Duration.ofSeconds(5));
  }

  /** With the usual bounds for the memory of bodies. */
  public HttpSettings(
      String host,
      int port,
      int largestBody,
      int largestHeader,
      Duration idleTimeout,
      Duration stopTimeout,
      int threads) {
    this(
        host, port, largestBody, largestHeader, idleTimeout, stopTimeout, threads, of(host, port).bodyMemory(),
        of(host, port).bodyPatience());
  }

  /** The same with another bound for the memory of bodies. */
  public HttpSettings withBodies(long memory, Duration patience) {
    return new HttpSettings(
        host, port, largestBody, largestHeader, idleTimeout, stopTimeout, threads, memory, patience);
  }

  public HttpSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
  }
}

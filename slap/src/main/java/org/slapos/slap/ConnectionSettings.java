package org.slapos.slap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a Master.
 *
 * @param masterUrl the Master's base URL; a final slash is added, a bare IPv6 address gets its brackets
 * @param restUrl the HATEOAS URL; asked from the Master when absent and needed
 * @param identity client certificate, presented to https Masters
 * @param authority PEM file with the certificates to trust; without one the server is not verified, as in the reference
 * @param timeout for connecting and for each wait on the socket
 */
public record ConnectionSettings(
    String masterUrl,
    Optional<URI> restUrl,
    Optional<Identity> identity,
    Optional<Path> authority,
    Duration timeout) {

  /** What the reference waits. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  public static ConnectionSettings of(String masterUrl) {
    return new ConnectionSettings(masterUrl, Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT);
  }

  /** Client key and certificate, PEM files. */
  public record Identity(Path key, Path certificate) {}
}

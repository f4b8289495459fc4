package org.slapos.slap;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a Master.
 *
 * <pre>{@code
 * ConnectionSettings settings = ConnectionSettings.of("https://slap.example/")
 *     .withIdentity(Path.of("me.key"), Path.of("me.crt"))
 *     .trusting(Path.of("our-authority.pem"))
 *     .withRetries(Retries.USUAL)
 *     .withTimeout(Duration.ofSeconds(20));
 * }</pre>
 *
 * Proxies come from the environment that is given with the settings ({@code https_proxy}, {@code no_proxy}, ...).
 *
 * @param masterUrl the Master's base URL; a final slash is added, a bare IPv6 address gets its brackets
 * @param restUrl the HATEOAS URL; asked from the Master when absent and needed
 * @param identity client certificate, presented to https Masters
 * @param verification whether and how an https Master is verified
 * @param timeout for connecting and for each wait on the socket, not for a whole call; zero waits for ever
 * @param retries what is done about calls that fail on the way
 */
public record ConnectionSettings(
    String masterUrl,
    Optional<URI> restUrl,
    Optional<Identity> identity,
    Verification verification,
    Duration timeout,
    Retries retries) {

  /** What the reference waits. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  public ConnectionSettings {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a negative time-out: " + timeout);
    }
  }

  /** Without client certificate; an https Master is verified by the authorities of the system; each call is made once. */
  public static ConnectionSettings of(String masterUrl) {
    return new ConnectionSettings(
        masterUrl, Optional.empty(), Optional.empty(), Verification.SYSTEM, DEFAULT_TIMEOUT, Retries.NONE);
  }

  public ConnectionSettings withRestUrl(URI url) {
    return new ConnectionSettings(masterUrl, Optional.of(url), identity, verification, timeout, retries);
  }

  /**
   * With a client certificate.
   *
   * @param key PEM file: RSA, EC or EdDSA in PKCS#1, SEC1 or PKCS#8, without passphrase
   * @param certificate PEM file, with the chain if there is one
   */
  public ConnectionSettings withIdentity(Path key, Path certificate) {
    return withIdentity(new Identity(key, certificate));
  }

  public ConnectionSettings withIdentity(Identity newIdentity) {
    return new ConnectionSettings(masterUrl, restUrl, Optional.of(newIdentity), verification, timeout, retries);
  }

  /** Verified by the certificates of that PEM file, and by no others. */
  public ConnectionSettings trusting(Path authority) {
    return withVerification(new Verification.ByAuthority(authority));
  }

  /** Without any verification of the Master; see {@link Verification#NONE_AT_ALL} for what that means. */
  public ConnectionSettings trustingAnyServer() {
    return withVerification(Verification.NONE_AT_ALL);
  }

  public ConnectionSettings withVerification(Verification newVerification) {
    return new ConnectionSettings(masterUrl, restUrl, identity, newVerification, timeout, retries);
  }

  public ConnectionSettings withTimeout(Duration newTimeout) {
    return new ConnectionSettings(masterUrl, restUrl, identity, verification, newTimeout, retries);
  }

  public ConnectionSettings withRetries(Retries newRetries) {
    return new ConnectionSettings(masterUrl, restUrl, identity, verification, timeout, newRetries);
  }

  /** The file that the Master is verified by; empty if it is not, or by the system's authorities. */
  public Optional<Path> authority() {
    return verification instanceof Verification.ByAuthority authority ? Optional.of(authority.file()) : Optional.empty();
  }

  /** Client key and certificate, PEM files. */
  public record Identity(Path key, Path certificate) {}
}

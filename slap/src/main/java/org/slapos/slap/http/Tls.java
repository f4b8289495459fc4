package org.slapos.slap.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slapos.slap.ConnectionSettings.Identity;
import org.slapos.slap.Verification;

/**
 * The client's side of TLS: presents a certificate, and verifies the server if it knows an authority. Files are read at
 * the first use. Thread-safe.
 */
public final class Tls {
  /**
   * One group instead of the default list: the key shares of the others cost a short command 50 ms. Not for a client
   * key on a curve, which the JDK takes only if its curve is in the list.
   */
  private static final String[] FAST_GROUPS = {"x25519"};

  private final Optional<Identity> identity;
  private final Trust trust;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Ready ready;

  /**
   * How to do TLS.
   *
   * @param identity PEM files of the client certificate; the key RSA, EC or EdDSA in PKCS#1, SEC1 or PKCS#8, without
   *     passphrase
   * @param authority PEM file with trusted certificates; without one no server is verified
   */
  public Tls(Optional<Identity> identity, Optional<Path> authority) {
    this(identity, authority.<Trust>map(Trust.Authority::new).orElse(Trust.Anybody.ANYBODY));
  }

  private Tls(Optional<Identity> identity, Trust trust) {
    this.identity = identity;
    this.trust = trust;
  }

  /** As settings say. */
  public static Tls of(Optional<Identity> identity, Verification verification) {
    if (verification instanceof Verification.ByAuthority authority) {
      return new Tls(identity, new Trust.Authority(authority.file()));
    }
    return new Tls(
        identity,
        verification.equals(Verification.NONE_AT_ALL)
            ? Trust.Anybody.ANYBODY
            : Trust.SystemAuthorities.SYSTEM_AUTHORITIES);
  }

  /** As {@link #Tls}, but without an authority those of the system are trusted: every server is verified. */
  public static Tls verifying(Optional<Identity> identity, Optional<Path> authority) {
    return new Tls(identity, authority.<Trust>map(Trust.Authority::new).orElse(Trust.SystemAuthorities.SYSTEM_AUTHORITIES));
  }

  private record Ready(SSLContext context, boolean fast) {}

  /** A way to the server, before TLS. */
  @FunctionalInterface
  interface Source {
    Socket open() throws IOException;
  }

  /** Opens a connection and shakes hands; a second one with the default groups if the server refuses the fast ones. */
  Socket connect(HttpUrl url, Source source) throws IOException {
    var tls = ready();
    if (!tls.fast()) {
      return handshake(tls.context(), url, source, Optional.empty());
    }
    try {
      return handshake(tls.context(), url, source, Optional.of(FAST_GROUPS));
    } catch (SSLException e) {
      if (isServerUntrusted(e)) {
        throw e;
      }
      try {
        return handshake(tls.context(), url, source, Optional.empty());
      } catch (IOException again) {
        again.addSuppressed(e);
        throw again;
      }
    }
  }

  private Socket handshake(SSLContext ssl, HttpUrl url, Source source, Optional<String[]> groups) throws IOException {
    var plain = source.open();
    try {
      var socket = (SSLSocket) ssl.getSocketFactory().createSocket(plain, url.host(), url.effectivePort(), true);
      var parameters = socket.getSSLParameters();
      groups.ifPresent(parameters::setNamedGroups);
      if (trust.verifies()) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static boolean isServerUntrusted(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private Ready ready() throws IOException {
    lock.lock();
    try {
      var known = ready;
      if (known == null) {
        known = load();
        ready = known;
      }
      return known;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private Ready load() throws IOException, GeneralSecurityException {
    var keys = new ArrayList<PemKeyManager>();
    if (identity.isPresent()) {
      keys.add(PemKeyManager.read(identity.get().key(), identity.get().certificate()));
    }
    var context = SSLContext.getInstance("TLS");
    context.init(keys.toArray(KeyManager[]::new), trust.managers(), null);
    return new Ready(context, keys.stream().noneMatch(PemKeyManager::isOnCurve));
  }
}

package org.slapos.slap.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Which servers are believed to be who they say. */
sealed interface Trust {

  /** Whether names in certificates are compared with the URL. */
  boolean verifies();

  TrustManager[] managers() throws IOException, GeneralSecurityException;

  /** Every server, unverified. */
  enum Anybody implements Trust {
    ANYBODY;

    @Override
    public boolean verifies() {
      return false;
    }

    @Override
    public TrustManager[] managers() {
      return new TrustManager[] {new TrustAnyServer()};
    }
  }

  /** Those that a certificate of a PEM file vouches for. */
  record Authority(Path file) implements Trust {

    @Override
    public boolean verifies() {
      return true;
    }

    @Override
    public TrustManager[] managers() throws IOException, GeneralSecurityException {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : PemFile.read(file).certificates()) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    }
  }

  /** Those that an authority of the system vouches for: of Debian's bundle, else of the JDK. */
  enum SystemAuthorities implements Trust {
    SYSTEM_AUTHORITIES;

    private static final Path BUNDLE = Path.of("/etc/ssl/certs/ca-certificates.crt");

    @Override
    public boolean verifies() {
      return true;
    }

    @Override
    public TrustManager[] managers() throws IOException, GeneralSecurityException {
      if (Files.isReadable(BUNDLE)) {
        return new Authority(BUNDLE).managers();
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
  }
}

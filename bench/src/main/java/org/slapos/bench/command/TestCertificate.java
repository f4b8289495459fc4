package org.slapos.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An RSA key with a self-signed certificate for 127.0.0.1, as PEM files and in a key store.
 *
 * @param name the key's alias in the store
 */
record TestCertificate(Path folder, String name, KeyStore store) {
  private static final String PASSWORD = "measured";

  static TestCertificate make(Path folder, String name) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    var keytool = List.of(
        System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias", name, "-dname", "CN=" + name,
        "-keyalg", "RSA", "-keysize", "2048", "-validity", "2", "-ext", "san=ip:127.0.0.1", "-storetype", "PKCS12",
        "-keystore", file.toString(), "-storepass", PASSWORD);
    try {
      if (new ProcessBuilder(keytool).inheritIO().start().waitFor() != 0) {
        throw new IOException("keytool made no key");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool was at work", e);
    }
    var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    var made = new TestCertificate(folder, name, store);
    pem(made.certificate(), "CERTIFICATE", store.getCertificate(name).getEncoded());
    pem(made.key(), "PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded());
    return made;
  }

  Path certificate() {
    return folder.resolve(name + ".crt");
  }

  Path key() {
    return folder.resolve(name + ".key");
  }

  /** For a server with this certificate that knows one client. */
  SSLContext serverContext(TestCertificate client) throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry(client.name(), client.store().getCertificate(client.name()));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
  }
}

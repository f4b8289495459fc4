package org.slapos.fakes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An RSA key with a self-signed certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param key a PEM file
 * @param certificate a PEM file
 * @param store both once more, under the name of their owner
 */
public record TestCertificate(String name, Path key, Path certificate, KeyStore store) {
  private static final String PASSWORD = "changeit";

  public static TestCertificate make(Path folder, String name) throws IOException {
    Path file = folder.resolve(name + ".p12");
    var process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name,
        "-dname", "CN=" + name, "-keyalg", "RSA", "-keysize", "2048", "-validity", "2", "-ext", "san=ip:127.0.0.1",
        "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD)
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + output);
    }
    try {
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
      return new TestCertificate(
          name, pem(folder.resolve(name + ".key"), "PRIVATE KEY", key),
          pem(folder.resolve(name + ".crt"), "CERTIFICATE", store.getCertificate(name).getEncoded()), store);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
  }

  /** As a value of the network cache's settings. */
  public String setting() throws IOException {
    return "signature-certificate-list =\n" + Files.readString(certificate).indent(2);
  }

  /** For a server with this certificate that knows one client. */
  public SSLContext serverContext(TestCertificate client) throws IOException, GeneralSecurityException {
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
}

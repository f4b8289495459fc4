package org.slapos.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;

/** Somebody whose entries the network cache's readers believe; made by the JDK's keytool. */
public record TestSigner(Path keyFile, String certificate) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  public static TestSigner make(Path folder) throws IOException {
    Path store = folder.resolve("signer.p12");
    var process = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "key", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=signer", "-validity", "2",
        "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD)))
        .redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool: " + output);
    }
    try (InputStream in = Files.newInputStream(store)) {
      var entries = KeyStore.getInstance("PKCS12");
      entries.load(in, PASSWORD);
      Path key = folder.resolve("signer.key");
      Files.writeString(key, pem("PRIVATE KEY", entries.getKey("key", PASSWORD).getEncoded()));
      return new TestSigner(key, pem("CERTIFICATE", entries.getCertificate("key").getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(what, Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der), what);
  }

  /** A server's side of TLS, with this as its own certificate and the only one that it knows of clients. */
  public SSLContext tlsContext() throws IOException, GeneralSecurityException {
    var entries = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyFile.resolveSibling("signer.p12"))) {
      entries.load(in, PASSWORD);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(entries, PASSWORD);
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("client", entries.getCertificate("key"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  public SigningKey key() throws IOException {
    return SigningKey.read(keyFile);
  }

  public TrustedSigners trusted() {
    return TrustedSigners.parse(certificate);
  }

  /** The certificate as a value of a configuration file. */
  public String setting() {
    return "signature-certificate-list =\n" + certificate.indent(2);
  }
}

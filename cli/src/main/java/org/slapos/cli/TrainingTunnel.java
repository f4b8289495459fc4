package org.slapos.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS with client certificates before the Master of the training run, in a process of its own: the archive shall hold
 * the client's half of a handshake only. Not for users.
 */
final class TrainingTunnel {
  private static final String ALIAS = "training";

  private TrainingTunnel() {}

  /**
   * Takes a key store with one key, its password, the Master's port, and a path; writes the key to {@code PATH.key} and
   * its certificate to {@code PATH.crt} for the client, then its own port to standard output, and serves until killed.
   */
  public static void main(String[] words) throws IOException, GeneralSecurityException {
    char[] password = words[1].toCharArray();
    var store = KeyStore.getInstance(Path.of(words[0]).toFile(), password);
    pem(Path.of(words[3] + ".key"), "PRIVATE KEY", store.getKey(ALIAS, password).getEncoded());
    pem(Path.of(words[3] + ".crt"), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    var known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    var loopback = InetAddress.getLoopbackAddress();
    try (var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
      server.setNeedClientAuth(true);
      System.out.println(server.getLocalPort());
      while (true) {
        var client = (SSLSocket) server.accept();
        Thread.ofPlatform().start(() -> tunnel(client, Integer.parseInt(words[2])));
      }
    }
  }

  private static void tunnel(SSLSocket client, int port) {
    try (client; var master = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread.ofPlatform().daemon().start(() -> copy(client, master));
      master.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      System.err.println("training: " + e);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
    } catch (IOException ended) {
      // The other direction has closed both.
    }
  }

  private static void pem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
  }
}

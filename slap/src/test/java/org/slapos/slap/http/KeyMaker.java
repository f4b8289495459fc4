package org.slapos.slap.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Makes self-signed keys with the JDK's keytool, and writes them in the PEM forms that people have. */
final class KeyMaker {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;

  KeyMaker(Path folder) {
    this.folder = folder;
  }

  /** A key store with one entry {@code key}, valid for 127.0.0.1. */
  KeyStore make(String name, String algorithm) throws IOException, GeneralSecurityException, InterruptedException {
    var file = folder.resolve(name + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var size = algorithm.equals("EC") ? List.of("-groupname", "secp256r1") : List.of("-keysize", "2048");
    var command = new ArrayList<String>(List.of(
            keytool, "-genkeypair", "-alias", "key", "-keyalg", algorithm, "-dname", "CN=" + name, "-validity", "2",
            "-ext", "SAN=IP:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(),
            "-storepass", new String(PASSWORD)));
    command.addAll(size);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + output);
    }
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  static PrivateKey key(KeyStore store) throws GeneralSecurityException {
    return (PrivateKey) store.getKey("key", PASSWORD);
  }

  static char[] password() {
    return PASSWORD.clone();
  }

  Path certificate(String name, KeyStore store) throws IOException, GeneralSecurityException {
    Certificate certificate = store.getCertificate("key");
    var file = folder.resolve(name + ".crt");
    return Files.writeString(file, "Certificate:\n    Data: for people\n" + pem("CERTIFICATE", certificate.getEncoded()));
  }

  Path pem(String name, String label, byte[] der) throws IOException {
    return Files.writeString(folder.resolve(name + ".key"), pem(label, der));
  }

  private static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
  }

  /** The PKCS#1 form of an RSA key: what PKCS#8 wraps into a header of 26 bytes. */
  static byte[] pkcs1(PrivateKey rsa) {
    var pkcs8 = rsa.getEncoded();
    return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
  }

  /** The SEC1 form of a P-256 key without its public part. */
  static byte[] sec1(PrivateKey ec) {
    var out = new ByteArrayOutputStream();
    var scalar = unsigned(((ECPrivateKey) ec).getS());
    var curve = HexFormat.of().parseHex("a00a06082a8648ce3d030107");
    out.writeBytes(new byte[] {0x30, (byte) (3 + 2 + scalar.length + curve.length), 2, 1, 1, 4, (byte) scalar.length});
    out.writeBytes(scalar);
    out.writeBytes(curve);
    return out.toByteArray();
  }

  private static byte[] unsigned(BigInteger number) {
    var bytes = new byte[32];
    var signed = number.toByteArray();
    var length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
    return bytes;
  }
}

package org.slapos.grid.networkcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import org.slapos.slap.http.PemFile;

/** Signs index entries ({@code signature-private-key-file}): RSA PKCS#1 v1.5 with SHA-1, the only form readers know. */
public final class SigningKey {
  static final String ALGORITHM = "SHA1withRSA";

  private final PrivateKey key;
  private final Path file;

  private SigningKey(PrivateKey key, Path file) {
    this.key = key;
    this.file = file;
  }

  /**
   * Reads a PEM file, PKCS#1 or PKCS#8 without passphrase.
   *
   * @throws IOException if it cannot be read or holds no RSA key; the message names it
   */
  public static SigningKey read(Path file) throws IOException {
    var key = PemFile.read(file).privateKey();
    if (!key.getAlgorithm().equals("RSA")) {
      throw new IOException("the signing key in %s is not an RSA key but %s".formatted(file, key.getAlgorithm()));
    }
    return new SigningKey(key, file);
  }

  /** The signature of a text's UTF-8 bytes, in base64. */
  public String sign(String text) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key in " + file + " does not sign: " + e.getMessage(), e);
    }
  }

  Path file() {
    return file;
  }
}

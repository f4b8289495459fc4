package org.slapos.grid.networkcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.slapos.slap.http.PemFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose index entries are believed ({@code signature-certificate-list}). Only the keys in the certificates count: neither
 * their dates nor their issuers, as in the reference.
 */
public final class TrustedSigners {
  private static final Logger log = LoggerFactory.getLogger(TrustedSigners.class);
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private final List<PublicKey> keys;

  private TrustedSigners(List<PublicKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Nobody. */
  public static TrustedSigners none() {
    return new TrustedSigners(List.of());
  }

  /**
   * Reads PEM certificates, one behind the other; indentation and text around them mean nothing. An unreadable one, or
   * one with another key than RSA, is ignored with a warning.
   */
  public static TrustedSigners parse(String certificateList) {
    var keys = new ArrayList<PublicKey>();
    for (int at = certificateList.indexOf(BEGIN); at >= 0; ) {
      int next = certificateList.indexOf(BEGIN, at + 1);
      var one = certificateList.substring(at, next < 0 ? certificateList.length() : next);
      try {
        keys.add(rsaKey(one));
      } catch (IOException e) {
        log.warn("Ignored an entry of signature-certificate-list: {}", e.getMessage());
      }
      at = next;
    }
    return new TrustedSigners(keys);
  }

  private static PublicKey rsaKey(String pem) throws IOException {
    var key = PemFile.parse(pem, "signature-certificate-list").certificates().getFirst().getPublicKey();
    if (!key.getAlgorithm().equals("RSA")) {
      throw new IOException("its key is not RSA but " + key.getAlgorithm());
    }
    return key;
  }

  /**
   * Whether one of them signed the text.
   *
   * @param signature base64, empty for none
   */
  public boolean trust(String text, String signature) {
    if (signature.isEmpty()) {
      return false;
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(signature);
    } catch (IllegalArgumentException _) {
      // Not base64, hence nobody's signature.
      return false;
    }
    return keys.stream().anyMatch(key -> verifies(key, text, bytes));
  }

  private static boolean verifies(PublicKey key, String text, byte[] signature) {
    try {
      var verifier = Signature.getInstance(SigningKey.ALGORITHM);
      verifier.initVerify(key);
      verifier.update(text.getBytes(UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      // A signature of another length or shape: not by this key.
      return false;
    }
  }

  boolean trust(SigningKey key) {
    return trust("", key.sign(""));
  }
}

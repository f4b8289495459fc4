package org.slapos.slap.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Private keys out of their DER forms; the older ones are wrapped into PKCS#8, the only one the JDK reads. */
final class PrivateKeyDer {
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final int PARAMETERS = 0xA0;
  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
  private static final byte[] RSA_ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private PrivateKeyDer() {}

  /** The key; empty if the bytes are no key of the form that the PEM label tells. */
  static Optional<PrivateKey> read(String label, byte[] der) {
    return switch (label) {
      case "RSA PRIVATE KEY" -> key("RSA", pkcs8(RSA_ALGORITHM, der));
      case "EC PRIVATE KEY" -> ecParameters(der)
          .map(curve -> pkcs8(tagged(SEQUENCE, EC_OID, curve), der))
          .flatMap(pkcs8 -> key("EC", pkcs8));
      default -> ALGORITHMS.stream().flatMap(algorithm -> key(algorithm, der).stream()).findFirst();
    };
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException _) {
      // A key of another algorithm, or none at all: the caller says which file.
      return Optional.empty();
    }
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTET_STRING, key));
  }

  /** The curve of a SEC1 key: {@code SEQUENCE { version, key, [0] curve, [1] public key }}. */
  private static Optional<byte[]> ecParameters(byte[] sec1) {
    var outer = new Der(sec1, 0);
    for (var part = new Der(sec1, outer.content); part.end() <= sec1.length; part = new Der(sec1, part.end())) {
      if (part.tag() == PARAMETERS) {
        return Optional.of(Arrays.copyOfRange(sec1, part.content, part.end()));
      }
    }
    return Optional.empty();
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (var part : parts) {
      content.writeBytes(part);
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    var length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82);
      out.write(length >> 8);
      out.write(length);
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /** One element at an offset; only definite lengths of up to two bytes, enough for a key of a curve. */
  private static final class Der {
    private final byte[] bytes;
    private final int start;
    private final int content;
    private final int length;

    Der(byte[] bytes, int start) {
      this.bytes = bytes;
      this.start = start;
      var first = at(start + 1);
      if (first < 0x80) {
        content = start + 2;
        length = first;
      } else {
        var count = first & 0x7F;
        content = start + 2 + count;
        length = count == 1 ? at(start + 2) : at(start + 2) << 8 | at(start + 3);
      }
    }

    private int at(int index) {
      return index < bytes.length ? Byte.toUnsignedInt(bytes[index]) : 0;
    }

    int tag() {
      return at(start);
    }

    int end() {
      return content + length;
    }
  }
}

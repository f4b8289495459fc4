package org.slapos.grid.networkcache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-512 of files, in lower-case hexadecimal. */
final class Sha512 {
  static final int HEX_LENGTH = 128;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{" + HEX_LENGTH + "}");

  private Sha512() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-512");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  static String of(Path file) throws IOException {
    var digest = digest();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    }
    return text(digest);
  }

  static String text(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The same text, if it can be the SHA-512 of anything: it becomes part of URLs. */
  static String checked(String text) throws NetworkCacheException {
    if (!HEX.matcher(text).matches()) {
      throw new NetworkCacheException("not a SHA-512: '" + text + "'");
    }
    return text;
  }
}

package org.slapos.master.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 over the values of a table, row by row: the same in every database that holds the same rows in that order. */
final class TableDigest {
  private final MessageDigest sha256;

  TableDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The next value; texts and numbers that look alike differ. */
  void add(@Nullable Object value) {
    switch (value) {
      case null -> sha256.update("n;".getBytes(StandardCharsets.US_ASCII));
      case Number number -> sha256.update(("i" + number.longValue() + ";").getBytes(StandardCharsets.US_ASCII));
      default -> {
        var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        sha256.update(("t" + bytes.length + ";").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
      }
    }
  }

  /** In hexadecimal; nothing can be added afterwards. */
  String text() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}

package org.slapos.master.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Contents on disk, each in a file named by its SHA-512. */
final class Contents {
  private static final Pattern SHA512 = Pattern.compile("[0-9a-f]{128}");

  private final StoredFiles files;

  Contents(StoredFiles files) {
    this.files = files;
  }

  static boolean isSha512(String text) {
    return SHA512.matcher(text).matches();
  }

  boolean has(String sha512) {
    return isSha512(sha512) && files.has(sha512);
  }

  /** Where that content lies. */
  Optional<Path> find(String sha512) {
    return has(sha512) ? files.path(sha512) : Optional.empty();
  }

  /** Stores a content; its SHA-512. */
  String store(InputStream bytes) throws IOException {
    var digested = digested(bytes);
    return files.write(digested, () -> Optional.of(sha512(digested))).orElseThrow();
  }

  /** Stores a content that shall have that SHA-512; false, and nothing stored, if it has another one. */
  boolean store(InputStream bytes, String sha512) throws IOException {
    var digested = digested(bytes);
    return files.write(digested, () -> Optional.of(sha512(digested)).filter(sha512::equals)).isPresent();
  }

  private static DigestInputStream digested(InputStream bytes) {
    try {
      return new DigestInputStream(bytes, MessageDigest.getInstance("SHA-512"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  private static String sha512(DigestInputStream digested) {
    return HexFormat.of().formatHex(digested.getMessageDigest().digest());
  }
}

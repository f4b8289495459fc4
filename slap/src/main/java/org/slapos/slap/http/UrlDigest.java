package org.slapos.slap.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What stands for a URL where it cannot stand itself: in names of folders and of entries in the network cache. */
public final class UrlDigest {
  private UrlDigest() {}

  /** Lower-case hexadecimal MD5 of the URL's UTF-8 bytes; an identity, not a protection. */
  public static String of(String url) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(url.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}

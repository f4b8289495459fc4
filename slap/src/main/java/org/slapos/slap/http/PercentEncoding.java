package org.slapos.slap.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8: letters, digits and {@code -._~} stand for themselves. */
public final class PercentEncoding {
  private static final String UNRESERVED = "-._~";
  private static final String DIGITS = "0123456789ABCDEF";

  private PercentEncoding() {}

  /** For a value in a path, a query or a URI template; a blank is {@code %20}. */
  public static String component(String text) {
    return encode(text, "%20");
  }

  /** For a form; a blank is {@code +}. */
  static String form(String text) {
    return encode(text, "+");
  }

  private static String encode(String text, String blank) {
    var out = new StringBuilder(text.length() + 16);
    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) Byte.toUnsignedInt(octet);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        out.append(c);
      } else if (c == ' ') {
        out.append(blank);
      } else {
        out.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xF));
      }
    }
    return out.toString();
  }

  /** What {@link #component} has encoded; a stray percent sign stays. */
  public static String decode(String text) {
    var out = new ByteArrayOutputStream();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (var i = 0; i < bytes.length; i++) {
      var octet = i + 2 < bytes.length ? hex(bytes[i + 1]) * 16 + hex(bytes[i + 2]) : -1;
      if (bytes[i] == '%' && octet >= 0) {
        out.write(octet);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int hex(byte digit) {
    var value = Character.digit(digit, 16);
    return value < 0 ? -1000 : value;
  }
}

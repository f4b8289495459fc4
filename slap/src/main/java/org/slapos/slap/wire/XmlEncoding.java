package org.slapos.slap.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Pattern;

/** Decodes the bytes of a document: by its byte order mark, else by its declaration, else as UTF-8. */
final class XmlEncoding {
  // The parser could do this, but prints to the error stream when it meets a byte that does not fit.
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");
  private static final int LONGEST_DECLARATION = 256;

  private XmlEncoding() {}

  static String decode(byte[] document) {
    if (startsWith(document, 0xEF, 0xBB, 0xBF)) {
      return decode(document, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(document, 0xFE, 0xFF) || startsWith(document, 0xFF, 0xFE)) {
      return decode(document, 0, StandardCharsets.UTF_16);
    }
    return decode(document, 0, declared(document));
  }

  private static boolean startsWith(byte[] document, int... start) {
    if (document.length < start.length) {
      return false;
    }
    for (var i = 0; i < start.length; i++) {
      if (Byte.toUnsignedInt(document[i]) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static Charset declared(byte[] document) {
    var length = Math.min(document.length, LONGEST_DECLARATION);
    var matcher = DECLARED.matcher(new String(document, 0, length, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(matcher.group(1));
    } catch (UnsupportedCharsetException e) {
      throw new MalformedDocumentException("Not readable XML: unknown encoding " + matcher.group(1), e);
    }
  }

  private static String decode(byte[] document, int start, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(document, start, document.length - start)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedDocumentException("Not readable XML: a byte does not fit the encoding " + charset, e);
    }
  }
}

package org.slapos.tio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Decodes the bytes of a document: as it declares, else as UTF-8. */
final class XmlBytes {
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");
  private static final int LONGEST_DECLARATION = 256;

  private XmlBytes() {}

  static String decode(byte[] document) throws TioFormatException {
    var start = new String(
        document, 0, Math.min(document.length, LONGEST_DECLARATION), StandardCharsets.ISO_8859_1);
    var declared = DECLARED.matcher(start);
    var name = declared.find() ? declared.group(1) : "UTF-8";
    if (!Charset.isSupported(name)) {
      throw new TioFormatException("line 1, column 1: unknown encoding " + name);
    }
    try {
      var text = Charset.forName(name).newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new TioFormatException("line 1, column 1: a byte does not fit the encoding " + name, e);
    }
  }
}

package org.slapos.slap.wire;

/** Marshalled XML (reference: protocol-slap.md, 2): the {@code <marshal>} documents of the classic API. */
public final class Marshal {
  /** Elements within elements; deeper documents are refused in both directions. */
  static final int MAX_DEPTH = 256;

  private Marshal() {}

  /**
   * Writes the exact bytes of the reference; the result is pure ASCII and has no declaration.
   *
   * <p>A container or object that occurs twice, by identity and not by equality, becomes a reference the second time;
   * empty ones are written anew each time.
   *
   * @throws MalformedDocumentException if a text holds a character that XML cannot, or the nesting is beyond 256 levels
   */
  public static String write(Value value) {
    return new MarshalWriter().document(value);
  }

  /**
   * Reads a document as liberally as the reference does: declaration, comments, CDATA, blanks, any namespace, a missing
   * {@code <marshal>}, {@code <unicode>}.
   *
   * <p>Stricter than the reference where it is unsafe: a document type declaration is skipped, so entities of its own
   * are unknown; nesting is bounded, what references repeat is bounded, and a value cannot contain itself. Complex
   * numbers, which SLAP does not use, are refused.
   *
   * @throws MalformedDocumentException if it is not one marshalled value
   */
  public static Value read(String document) {
    return new MarshalReader(XmlDocuments.open(document)).document();
  }

  /** As {@link #read(String)}, the encoding taken from the document itself. */
  public static Value read(byte[] document) {
    return new MarshalReader(XmlDocuments.open(document)).document();
  }
}

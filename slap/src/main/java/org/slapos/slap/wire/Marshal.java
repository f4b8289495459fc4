package org.slapos.slap.wire;

/** Marshalled XML (reference: protocol-slap.md, 2): the {@code <marshal>} documents of the classic API. */
public final class Marshal {
  private Marshal() {}

  /** Writes the exact bytes of the reference; the result is pure ASCII and has no declaration. */
  public static String write(Value value) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a document as liberally as the reference does.
   *
   * @throws MalformedDocumentException if it is not one marshalled value
   */
  public static Value read(String document) {
    throw new UnsupportedOperationException();
  }

  /** As {@link #read(String)}, the encoding taken from the document itself. */
  public static Value read(byte[] document) {
    throw new UnsupportedOperationException();
  }
}

package org.slapos.slap.wire;

/** A document that is not what it claims to be; the message says what is wrong and where. */
public final class MalformedDocumentException extends RuntimeException {
  public MalformedDocumentException(String message) {
    super(message);
  }

  public MalformedDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}

package org.slapos.slap;

/** A certificate and its key, PEM texts; both empty with a Master that issues none. */
public record Certificate(String certificate, String key) {

  /** Never shows the key. */
  @Override
  public String toString() {
    return "Certificate[%d characters, key %s]".formatted(certificate.length(), key.isEmpty() ? "absent" : "hidden");
  }
}

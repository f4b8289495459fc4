package org.slapos.slap;

import java.nio.file.Path;

/** Whether an https Master has to prove that it is the one meant, and by whom. */
public sealed interface Verification {

  /** By an authority that the system trusts (Debian's bundle, else the JDK's), with the name of the URL. */
  Verification SYSTEM = Usual.SYSTEM_AUTHORITIES;

  /**
   * Not at all: whoever sits between client and Master can read and change everything, client certificate or not. The
   * reference's client works so; meant for Masters with certificates of their own making whose authority is not at hand.
   */
  Verification NONE_AT_ALL = Usual.NOBODY;

  /**
   * By a certificate of that PEM file, with the name of the URL; authorities of the system do not count.
   *
   * @param file one or more certificates
   */
  record ByAuthority(Path file) implements Verification {}

  /** The ways without a file. */
  enum Usual implements Verification {
    SYSTEM_AUTHORITIES,
    NOBODY
  }
}

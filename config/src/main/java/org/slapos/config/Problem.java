package org.slapos.config;

/** One thing that is wrong, and where; {@code file:line: what} when shown. */
public record Problem(Origin origin, String what) {
  @Override
  public String toString() {
    return origin + ": " + what;
  }
}

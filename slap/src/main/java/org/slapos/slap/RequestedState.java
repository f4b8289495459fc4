package org.slapos.slap;

import java.util.Arrays;
import java.util.Optional;

/** What the Master wants an instance to be. */
public enum RequestedState {
  STARTED("started"),
  STOPPED("stopped"),
  DESTROYED("destroyed");

  private final String wireName;

  RequestedState(String wireName) {
    this.wireName = wireName;
  }

  /** The word on the wire and on the command line. */
  public String wireName() {
    return wireName;
  }

  /** The state of that name; empty for a word that is no state. */
  public static Optional<RequestedState> of(String wireName) {
    return Arrays.stream(values()).filter(state -> state.wireName.equals(wireName)).findFirst();
  }
}

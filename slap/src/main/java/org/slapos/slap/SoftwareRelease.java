package org.slapos.slap;

import java.util.Arrays;
import java.util.Optional;

/** A software release, and what a node tells about it. */
public interface SoftwareRelease {

  /** The URL, byte for byte as it was supplied: it is the identity. */
  String url();

  /**
   * The computer it is supplied to.
   *
   * @throws IllegalStateException if it was made without one
   */
  String computerId();

  /** What the Master wants; available unless it said otherwise. */
  State state();

  /**
   * What its node last told the Master: {@code building}, {@code available}, {@code destroyed} or {@code error}
   * ({@code _known_state}). Empty if it told nothing, and with Masters that keep no such reports.
   */
  Optional<String> knownState();

  /** {@code POST buildingSoftwareRelease}. */
  void building();

  /** {@code POST availableSoftwareRelease}. */
  void available();

  /** {@code POST destroyedSoftwareRelease}. */
  void destroyed();

  /** {@code POST softwareReleaseError}; unlike the others never throws on a failing Master, but logs it. */
  void error(String errorLog);

  /** The states of a supply. */
  enum State {
    AVAILABLE("available"),
    DESTROYED("destroyed");

    private final String wireName;

    State(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    /** The state of that name; empty for a word that is no state. */
    public static Optional<State> of(String wireName) {
      return Arrays.stream(values()).filter(state -> state.wireName.equals(wireName)).findFirst();
    }
  }
}

package org.slapos.slap;

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
  }
}

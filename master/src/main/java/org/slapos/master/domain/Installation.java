package org.slapos.master.domain;

/** A software release supplied to a computer. */
public record Installation(String computer, String url, State state) {

  /** What the node shall do with it. */
  public enum State {
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

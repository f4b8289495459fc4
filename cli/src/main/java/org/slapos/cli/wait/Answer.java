package org.slapos.cli.wait;

/** Whether what is waited for has come. */
public sealed interface Answer {
  /** It has. */
  enum Done implements Answer {
    DONE
  }

  /**
   * Not yet.
   *
   * @param missing what is waited for, to stand behind "Waiting for"
   */
  record NotYet(String missing) implements Answer {}
}

package org.slapos.slap;

/** Tokens with which computers are registered; a full Master has them, the built-in one says that none is needed. */
@FunctionalInterface
public interface Token {

  /**
   * {@code GET computer_module/Base_getComputerToken} of the HATEOAS API: a new token, good for one computer.
   *
   * @throws RequestRefusedException if the Master has no HATEOAS API
   */
  String request();
}

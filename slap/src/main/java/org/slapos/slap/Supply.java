package org.slapos.slap;

/** Orders software releases onto computers. */
public interface Supply {

  /**
   * {@code POST supplySupply}.
   *
   * @throws NotFoundException if the Master does not know the computer
   */
  void supply(String softwareReleaseUrl, String computerId, SoftwareRelease.State state);
}

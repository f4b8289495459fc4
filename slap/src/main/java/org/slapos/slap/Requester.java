package org.slapos.slap;

/** Who may request instances: a user ({@link OpenOrder}) or a partition. */
public interface Requester {

  /**
   * {@code POST requestComputerPartition}: creates the instance or changes it. Never waits: a Master that answers 408
   * gives a partition whose getters throw {@link ResourceNotReadyException}; ask again later.
   */
  ComputerPartition request(InstanceRequest request);
}

package org.slapos.grid.manager;

import java.io.IOException;

/**
 * A plug-in of the node (reference: manager.md, 2). Hooks run as the agent, so usually as root, in the order of {@code
 * manager_list}. An exception in a hook counts as the failure of the partition or release it was called for; it never
 * stops the others.
 *
 * <p>One object serves a whole pass. Partitions and releases that are processed at the same time call it at the same
 * time.
 */
public interface Manager {

  /** {@code node format}, when roots and software user exist, before the network; also in a dry run. */
  default void format(ManagedComputer computer) throws IOException {}

  /** {@code node format}, after all partitions, whatever came of them. */
  default void formatTearDown(ManagedComputer computer) throws IOException {}

  /** {@code node software}, for every release of the computer, before it is decided what is done about it. */
  default void software(ManagedRelease release) throws IOException {}

  /** {@code node software}, after the release was processed without failure. */
  default void softwareTearDown(ManagedRelease release) throws IOException {}

  /** {@code node instance}, for every used partition, before it is decided what is done about it. */
  default void instance(ManagedPartition partition) throws IOException {}

  /** {@code node instance}, after it: processed or not, failed or not. */
  default void instanceTearDown(ManagedPartition partition) throws IOException {}

  /** {@code node report}, for a partition that is to be destroyed: stopped already, not emptied yet. */
  default void report(ManagedPartition partition) throws IOException {}
}

package org.slapos.cli.client;

import java.util.function.Supplier;
import org.slapos.cli.wait.Answer;
import org.slapos.cli.wait.Condition;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;

/** Whether the partition of a destroyed instance is free again: its node has emptied it and told the Master. */
final class InstanceGone implements Condition {
  private final Supplier<ComputerPartition> partition;

  /**
   * A condition.
   *
   * @param partition as the Master knows it now
   */
  InstanceGone(Supplier<ComputerPartition> partition) {
    this.partition = partition;
  }

  @Override
  public Answer check() {
    ComputerPartition now = partition.get();
    try {
      return now.softwareRelease().isEmpty()
          ? Answer.Done.DONE
          : new Answer.NotYet("the node %s to empty %s".formatted(now.computerId(), now.id()));
    } catch (ResourceNotReadyException | NotFoundException gone) {
      return Answer.Done.DONE;
    }
  }
}

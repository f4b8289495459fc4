package org.slapos.tio;

import java.util.List;

/** Either of the two documents. */
public sealed interface TioDocument permits Journal, PartitionConsumption {

  /** All movements in their order. */
  List<Movement> movements();
}

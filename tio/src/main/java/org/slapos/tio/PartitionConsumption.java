package org.slapos.tio;

import java.util.List;

/**
 * A {@code consumption} document: what the report scripts of an instance write.
 *
 * @param movements at least one
 */
public record PartitionConsumption(List<Movement> movements) implements TioDocument {
  public PartitionConsumption {
    movements = Required.atLeastOne("movement", "consumption", movements);
  }
}

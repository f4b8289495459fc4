package org.slapos.slap;

import java.util.List;
import java.util.SequencedMap;

/** The entry to a Master. Thread-safe. */
public interface Slap {

  OpenOrder registerOpenOrder();

  Supply registerSupply();

  /** Does not ask the Master yet. */
  Computer registerComputer(String computerId);

  /** Does not ask the Master yet. */
  ComputerPartition registerComputerPartition(String computerId, String partitionId);

  /** {@code GET getSoftwareReleaseListFromSoftwareProduct}: the product's releases, best first. */
  List<String> softwareReleasesOfProduct(String softwareProductReference);

  /** The user's instance trees, title to software release URL, through the HATEOAS API, in the Master's order. */
  SequencedMap<String, String> openOrders();

  /** The user's computers, reference to title, through the HATEOAS API, in the Master's order. */
  SequencedMap<String, String> computers();
}

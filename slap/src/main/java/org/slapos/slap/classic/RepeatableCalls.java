package org.slapos.slap.classic;

import java.util.Set;

/**
 * Which posts say what shall be, so that the Master may carry them out twice. Not among them: reports of errors, bangs and
 * usage, which would count twice; certificates; renaming and {@code destroyed...}, after which the name means another
 * thing.
 */
final class RepeatableCalls {
  private static final Set<String> NAMES = Set.of(
      "requestComputerPartition",
      "requestComputer",
      "supplySupply",
      "buildingSoftwareRelease",
      "availableSoftwareRelease",
      "startedComputerPartition",
      "stoppedComputerPartition",
      "setComputerPartitionConnectionXml",
      "updateComputerPartitionRelatedInstanceList",
      "loadComputerConfigurationFromXML");

  private RepeatableCalls() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}

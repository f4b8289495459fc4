package org.slapos.grid.supervisor;

import java.math.BigDecimal;
import java.util.Optional;

/** Compares deployment timestamps; Masters send whole numbers or fractions. */
final class DeploymentTime {
  private DeploymentTime() {}

  /** Whether a deployment came after a bang; two texts that are no numbers are newer when they differ. */
  static boolean isNewer(Optional<String> deployed, String banged) {
    if (deployed.isEmpty()) {
      return false;
    }
    try {
      return new BigDecimal(deployed.get()).compareTo(new BigDecimal(banged)) > 0;
    } catch (NumberFormatException e) {
      return !deployed.get().equals(banged);
    }
  }
}

package org.slapos.cli.client;

import java.util.Optional;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.Slap;

/** Looks for instance trees that may not be there. */
public final class ServiceLookup {
  private ServiceLookup() {}

  public static Optional<InstanceInformation> find(Slap slap, String reference) {
    try {
      return Optional.of(slap.registerOpenOrder().information(reference));
    } catch (NotFoundException absent) {
      return Optional.empty();
    }
  }
}

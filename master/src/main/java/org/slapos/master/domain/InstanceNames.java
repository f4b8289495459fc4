package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;

/**
 * A name somebody gave for an instance.
 *
 * @param asked the name as it was given, for messages
 * @param readings what it can mean; the first that exists counts
 */
public record InstanceNames(String asked, List<InstanceName> readings) {
  public InstanceNames {
    readings = List.copyOf(readings);
  }

  /** What has the name. */
  public Named find(Register register) {
    return readings.stream()
        .flatMap(name -> lookUp(name, register).stream())
        .findFirst()
        .orElseGet(() -> new Named.Nothing(this));
  }

  boolean meanShared() {
    return readings.stream().anyMatch(InstanceName::shared);
  }

  private static Optional<Named> lookUp(InstanceName name, Register register) {
    return name.shared()
        ? register.shared(SharedInstance.referenceOf(name.rootTitle(), name.title())).map(Named.OfShared::new)
        : register.instance(name.rootTitle(), name.title()).map(Named.OfInstance::new);
  }
}

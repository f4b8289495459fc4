package org.slapos.cli.apply;

import java.util.Map;
import org.slapos.cli.plan.ServiceFacts;
import org.slapos.slap.SoftwareRelease;

/**
 * What the Master has.
 *
 * @param services by reference
 * @param releases by computer and URL
 */
record MasterFacts(Map<String, ServiceFacts> services, Map<String, Map<String, SoftwareRelease.State>> releases) {
  MasterFacts {
    services = Map.copyOf(services);
    releases = Map.copyOf(releases);
  }
}

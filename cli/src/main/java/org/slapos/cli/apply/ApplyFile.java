package org.slapos.cli.apply;

import java.util.List;
import org.slapos.cli.parameters.ParameterDocument;

/**
 * What a file wants.
 *
 * @param document for the places of its parts
 */
record ApplyFile(ParameterDocument document, List<WantedRelease> software, List<WantedService> services) {
  ApplyFile {
    software = List.copyOf(software);
    services = List.copyOf(services);
  }
}

package org.slapos.cli.quickstart;

import java.nio.file.Path;
import java.util.stream.Collectors;
import org.slapos.slap.ComputerPartition;

/** What a user reads at the end of a quickstart: what runs, and what to type next. */
record QuickstartSummary(QuickstartLayout layout, Path sample, String reference, ComputerPartition instance) {

  String text() {
    String parameters = instance.connectionParameters().entrySet().stream()
        .map(entry -> "  " + entry.getKey() + " = " + entry.getValue() + "\n")
        .collect(Collectors.joining());
    return """

        The instance '%s' runs in partition %s. It has published:
        %s
        Type next:
          . %s                     a shell in which slapos means this one
          slapos service info %s                  the instance, as the Master knows it
          slapos node status                         its services
          slapos node tail %s:httpd-on-watch  their logs
          slapos request second %s --parameters greeting=Bonjour
          slapos node instance                       deploys the second one
          slapos proxy show                          all that the Master knows
          slapos quickstart --directory %s --stop    ends everything
        """
        .formatted(
            reference, instance.id(), parameters, layout.activate(), reference, instance.id(), sample, layout.folder());
  }
}

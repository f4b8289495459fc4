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
    return "\nThe instance '" + reference + "' runs in partition " + instance.id() + ". It has published:\n"
        + parameters
        + "\nType next:\n"
        + line(". " + layout.activate(), "a shell in which slapos means this one")
        + line("slapos service info " + reference, "the instance, as the Master knows it")
        + line("slapos node status", "its services")
        + line("slapos node tail " + instance.id() + ":httpd-on-watch", "the log of one")
        + line("slapos request second " + sample + " --parameters greeting=Bonjour", "request another")
        + line("slapos node instance", "deploy it")
        + line("slapos proxy show", "all that the Master knows")
        + line("slapos quickstart --directory " + layout.folder() + " --stop", "end everything");
  }

  /** A command that can be copied as it stands, its meaning above it. */
  private static String line(String command, String meaning) {
    return "  # " + meaning + "\n  " + command + "\n";
  }
}

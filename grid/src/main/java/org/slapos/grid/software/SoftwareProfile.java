package org.slapos.grid.software;

import java.util.List;

/** Text of {@code buildout.cfg} in a software folder (reference: node-grid.md, 2.2). */
final class SoftwareProfile {
  private SoftwareProfile() {}

  static String text(String url, List<String> sharedParts, List<String> buildTimeParts) {
    return "[buildout]\nextends = " + url + "\n"
        + "shared-part-list = " + lines(sharedParts)
        + "build-time-part-list = " + lines(buildTimeParts)
        + "\n";
  }

  private static String lines(List<String> parts) {
    return parts.isEmpty() ? "\n" : "\n\t" + String.join("\n\t", parts) + "\n";
  }
}

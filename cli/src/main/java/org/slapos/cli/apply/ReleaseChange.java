package org.slapos.cli.apply;

import org.slapos.slap.SoftwareRelease;

/**
 * A release that would be supplied, removed, or stays.
 *
 * @param changes whether anything is to be done
 */
record ReleaseChange(String url, String computer, SoftwareRelease.State state, boolean changes) {

  String text() {
    String sign = !changes ? " " : state == SoftwareRelease.State.AVAILABLE ? "+" : "-";
    return "%s software %s on %s%s\n".formatted(sign, url, computer, changes ? "" : " (unchanged)");
  }
}

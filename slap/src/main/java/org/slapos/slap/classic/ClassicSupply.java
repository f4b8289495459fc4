package org.slapos.slap.classic;

import org.slapos.slap.NotFoundException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.Supply;
import org.slapos.slap.http.Form;

/** Orders software releases. */
final class ClassicSupply implements Supply {
  private final MasterCalls master;

  ClassicSupply(MasterCalls master) {
    this.master = master;
  }

  @Override
  public void supply(String softwareReleaseUrl, String computerId, SoftwareRelease.State state) {
    var form = Form.of("url", softwareReleaseUrl).with("computer_id", computerId).with("state", state.wireName());
    try {
      var _ = master.post("supplySupply", form);
    } catch (NotFoundException e) {
      throw new NotFoundException("Computer " + computerId + " has not been found by SlapOS Master.", e);
    }
  }
}

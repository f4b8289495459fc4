package org.slapos.slap.classic;

import java.util.Optional;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.http.Form;

/** A software release, supplied to a computer or to none that is known. */
record ClassicSoftwareRelease(
    MasterCalls master, String url, Optional<String> computer, State state, Optional<String> knownState)
    implements SoftwareRelease {

  /** A release of which no report is known. */
  ClassicSoftwareRelease(MasterCalls master, String url, Optional<String> computer, State state) {
    this(master, url, computer, state, Optional.empty());
  }

  @Override
  public String computerId() {
    return computer.orElseThrow(
        () -> new IllegalStateException("The software release " + url + " is not known to be supplied to a computer"));
  }

  @Override
  public void building() {
    post("buildingSoftwareRelease", form());
  }

  @Override
  public void available() {
    post("availableSoftwareRelease", form());
  }

  @Override
  public void destroyed() {
    post("destroyedSoftwareRelease", form());
  }

  @Override
  public void error(String errorLog) {
    try {
      ErrorLog.send(errorLog, log -> post("softwareReleaseError", form().with("error_log", log)));
    } catch (SlapException | IllegalStateException e) {
      Log.of(ClassicSoftwareRelease.class).warn("The error of software release {} could not be reported: {}", url, e.getMessage(), e);
    }
  }

  private Form form() {
    return Form.of("url", url).with("computer_id", computerId());
  }

  private void post(String call, Form form) {
    var _ = master.post(call, form);
  }

  @Override
  public String toString() {
    return "SoftwareRelease[" + url + "]";
  }
}

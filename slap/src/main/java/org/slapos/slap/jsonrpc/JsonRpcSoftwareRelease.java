package org.slapos.slap.jsonrpc;

import java.util.Optional;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;
import org.slf4j.LoggerFactory;

/** A software release, supplied to a computer or to none that is known. */
record JsonRpcSoftwareRelease(MethodCalls master, String url, Optional<String> computer, State state)
    implements SoftwareRelease {
  @Override
  public String computerId() {
    return computer.orElseThrow(
        () -> new IllegalStateException("The software release " + url + " is not known to be supplied to a computer"));
  }

  /** The methods of v0 do not tell it. */
  @Override
  public Optional<String> knownState() {
    return Optional.empty();
  }

  @Override
  public void building() {
    report("building");
  }

  @Override
  public void available() {
    report("available");
  }

  @Override
  public void destroyed() {
    report("destroyed");
  }

  private void report(String state) {
    master.call("put.v0.software_installation_reported_state", document("reported_state", state));
  }

  @Override
  public void error(String errorLog) {
    try {
      master.call("put.v0.software_installation_error", document("message", errorLog));
    } catch (SlapException | IllegalStateException e) {
      LoggerFactory.getLogger(JsonRpcSoftwareRelease.class)
          .warn("The error of software release {} could not be reported: {}", url, e.getMessage(), e);
    }
  }

  private Value.Dict document(String member, String text) {
    return Value.Dict.builder()
        .put("computer_guid", computerId())
        .put("software_release_uri", url)
        .put(member, text)
        .build();
  }

  @Override
  public String toString() {
    return "SoftwareRelease[" + url + "]";
  }
}

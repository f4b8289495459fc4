package org.slapos.testing.standalone;

/** What was to be built or deployed was not; the message holds what the node said last. */
public final class DeploymentException extends RuntimeException {
  DeploymentException(String message) {
    super(message);
  }
}

package org.slapos.cli.wait;

/** What is waited for. */
@FunctionalInterface
public interface Condition {
  /** Looks whether it has come. */
  Answer check();
}

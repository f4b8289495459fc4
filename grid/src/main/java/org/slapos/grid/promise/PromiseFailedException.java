package org.slapos.grid.promise;

/** A promise is not kept. */
public final class PromiseFailedException extends Exception {
  PromiseFailedException(String name, String message) {
    super("Promise '%s' failed with output: %s".formatted(name, message));
  }
}

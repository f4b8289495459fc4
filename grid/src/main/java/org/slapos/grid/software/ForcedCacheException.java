package org.slapos.grid.software;

import java.io.IOException;

/** A release that must come from the network cache did not; the next pass tries again. */
final class ForcedCacheException extends IOException {
  ForcedCacheException(String message) {
    super(message);
  }
}

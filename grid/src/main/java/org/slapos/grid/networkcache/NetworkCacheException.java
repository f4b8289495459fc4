package org.slapos.grid.networkcache;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The cache could not do what it was asked; the message is one line for people. */
public sealed class NetworkCacheException extends IOException permits CacheStatusException, CacheUnreachableException {
  public NetworkCacheException(String message) {
    super(message);
  }

  public NetworkCacheException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

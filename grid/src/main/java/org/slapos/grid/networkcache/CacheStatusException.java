package org.slapos.grid.networkcache;

import org.slapos.slap.http.HttpUrl;

/** The server answered, but not what was hoped for; the message is {@code HTTP Error 404: NOT FOUND}. */
public final class CacheStatusException extends NetworkCacheException {
  private final int status;
  private final String reason;
  private final transient HttpUrl url;

  CacheStatusException(int status, String reason, HttpUrl url) {
    super("HTTP Error %d: %s".formatted(status, reason));
    this.status = status;
    this.reason = reason;
    this.url = url;
  }

  public int status() {
    return status;
  }

  /** The words behind the status. */
  public String reason() {
    return reason;
  }

  public HttpUrl url() {
    return url;
  }

  /** Whether the server does not have it: 404. */
  public boolean isMissing() {
    return status == 404;
  }
}

package org.slapos.grid.networkcache;

import java.io.IOException;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Unreachable;

/** No answer from the server; the message names its address and the reason. */
public final class CacheUnreachableException extends NetworkCacheException {
  private final transient HttpUrl url;

  CacheUnreachableException(HttpUrl url, IOException cause) {
    super("no answer from the network cache %s: %s".formatted(url, Unreachable.reason(cause)), cause);
    this.url = url;
  }

  public HttpUrl url() {
    return url;
  }
}

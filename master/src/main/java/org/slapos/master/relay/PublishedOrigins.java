package org.slapos.master.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slapos.master.store.Store;

/** Where instances have published that they listen. */
public final class PublishedOrigins {
  /** A page is many requests; its server is looked up once. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 1000;

  private final Store store;
  private final InstantSource clock;
  private final Map<Origin, Instant> known = Collections.synchronizedMap(bounded());
  private final Map<Origin, Boolean> admitted = Collections.synchronizedMap(bounded());

  public PublishedOrigins(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private static <T> Map<Origin, T> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Origin, T> eldest) {
        return size() > MOST;
      }
    };
  }

  /**
   * Lets a server through that an instance has asked a frontend for, until it has published the frontend's address. Of
   * many, the ones asked for last are remembered.
   */
  public void admit(Origin origin) {
    admitted.put(origin, true);
  }

  boolean has(Origin origin) {
    var now = clock.instant();
    var until = known.get(origin);
    if (admitted.containsKey(origin) || (until != null && now.isBefore(until))) {
      return true;
    }
    var published = store.read(register -> register.connectionXmlWith(origin.host())).stream()
        .anyMatch(xml -> Origin.in(xml).contains(origin));
    if (published) {
      known.put(origin, now.plus(REMEMBERED));
    }
    return published;
  }
}

package org.slapos.master.api.classic;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slapos.master.http.Response;

/** Answers that are right until their computer changes, kept within a bound. */
final class KeptAnswers {
  private final long mostBytes;
  private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  private record Kept(long version, Response response) {}

  KeptAnswers(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The answer, if it was kept for this version. */
  Optional<Response> find(String computer, long version) {
    var known = kept.get(computer);
    return known != null && known.version() == version ? Optional.of(known.response()) : Optional.empty();
  }

  /** Keeps an answer instead of an older one; drops all others when they take too much memory. */
  void keep(String computer, long version, Response response) {
    int size = response.body().length;
    if (bytes.get() + size > mostBytes) {
      kept.clear();
      bytes.set(0);
    }
    var before = kept.put(computer, new Kept(version, response));
    bytes.addAndGet(size - (before == null ? 0 : before.response().body().length));
  }
}

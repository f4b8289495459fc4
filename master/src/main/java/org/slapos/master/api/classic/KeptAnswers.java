package org.slapos.master.api.classic;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slapos.master.http.Response;
import org.slapos.master.store.ComputerVersions;

/** Answers that are right until their computer changes, kept within a bound. */
final class KeptAnswers {
  /** Bytes of an entry beside its texts, roughly. */
  private static final int OVERHEAD = 300;

  private final long mostBytes;
  private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  private record Kept(String computer, long version, Response response) {}

  KeptAnswers(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /**
   * The answer to a call, if it was kept and its computer did not change since.
   *
   * @param call path and query
   */
  Optional<Response> find(String call, ComputerVersions versions) {
    var known = kept.get(call);
    return known != null && known.version() == versions.of(known.computer())
        ? Optional.of(known.response())
        : Optional.empty();
  }

  /**
   * Keeps an answer instead of an older one; drops all others when they take too much memory.
   *
   * @param version of the computer, read before the answer was made
   */
  void keep(String call, String computer, long version, Response response) {
    int size = size(call, response);
    if (bytes.get() + size > mostBytes) {
      kept.clear();
      bytes.set(0);
    }
    var before = kept.put(call, new Kept(computer, version, response));
    bytes.addAndGet(size - (before == null ? 0 : size(call, before.response())));
  }

  private static int size(String call, Response response) {
    return OVERHEAD + call.length() + response.body().length;
  }
}

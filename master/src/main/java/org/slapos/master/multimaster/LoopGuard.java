package org.slapos.master.multimaster;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slapos.master.http.HttpProblem;

/**
 * Refuses requests that come back. Masters of this kind name themselves in the header {@code Via}. Others drop it, but
 * lengthen the title by a prefix: a request whose title ends with one that is on its way there, for the same release, is
 * that request again.
 */
final class LoopGuard {
  private static final int MOST_HOPS = 8;
  private static final String NAME = "slapos-";

  private final String ownName;
  private final Set<Travelling> travelling = ConcurrentHashMap.newKeySet();

  private record Travelling(String release, String title) {}

  /** @param runId of this process */
  LoopGuard(String runId) {
    this.ownName = NAME + runId;
  }

  /** What a forwarded request says in {@code Via}: those before, and this Master. */
  String via(InstanceRequest request) {
    var before = String.join(", ", request.via());
    return (before.isEmpty() ? "" : before + ", ") + "1.1 " + ownName;
  }

  /** A request that is on its way while this is open. */
  interface Journey extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Notes that a request is on its way.
   *
   * @throws HttpProblem 508 if it has been here before, or passed too many Masters
   */
  Journey begin(InstanceRequest request, String forwardedTitle) {
    var masters = request.via().stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(hop -> hop.strip().replaceFirst("^\\S+\\s+", ""))
        .filter(hop -> hop.startsWith(NAME))
        .toList();
    if (masters.contains(ownName) || masters.size() >= MOST_HOPS || returns(request)) {
      throw HttpProblem.of(
          508,
          "The request for %s came back: the Masters that %s is configured to be forwarded to forward it here. Change "
                  .formatted(request.title(), request.softwareRelease())
              + "software_release_list of one of them.");
    }
    var started = new Travelling(request.softwareRelease(), forwardedTitle);
    var first = travelling.add(started);
    return () -> {
      if (first) {
        travelling.remove(started);
      }
    };
  }

  private boolean returns(InstanceRequest request) {
    return travelling.stream().anyMatch(
        other -> other.release().equals(request.softwareRelease()) && request.title().endsWith("_" + other.title()));
  }
}

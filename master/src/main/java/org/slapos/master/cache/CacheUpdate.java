package org.slapos.master.cache;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.master.http.HttpProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the whole index up to date: with upstream if there is one, else with the contents that are here. */
final class CacheUpdate {
  private static final Logger log = LoggerFactory.getLogger(CacheUpdate.class);

  private final Contents contents;
  private final Entries entries;
  private final Optional<UpstreamCache> upstream;
  private final List<String> removed = new ArrayList<>();
  private final List<String> updated = new ArrayList<>();

  CacheUpdate(Contents contents, Entries entries, Optional<UpstreamCache> upstream) {
    this.contents = contents;
    this.entries = entries;
    this.upstream = upstream;
  }

  /**
   * What was done.
   *
   * @param removed keys that upstream does not have or, without upstream, whose contents are not here
   * @param updated keys that were changed upstream
   */
  record Result(List<String> removed, List<String> updated) {}

  Result run() throws IOException {
    for (var key : entries.keys()) {
      var document = entries.find(key);
      if (document.isPresent()) {
        update(key, document.get());
      }
    }
    return new Result(List.copyOf(removed), List.copyOf(updated));
  }

  private void update(String key, String document) throws IOException {
    if (upstream.isEmpty()) {
      var named = Entries.contentsOf(document);
      if (named.isEmpty() || !named.stream().allMatch(contents::has)) {
        entries.remove(key);
        removed.add(key);
      }
      return;
    }
    Optional<String> theirs;
    try {
      theirs = upstream.get().entry(key);
    } catch (HttpProblem e) {
      log.warn("Network cache entry {} stays as it is: {}", key, e.explanation());
      return;
    }
    if (theirs.isEmpty()) {
      entries.remove(key);
      removed.add(key);
    } else if (!theirs.get().equals(document)) {
      entries.store(key, theirs.get());
      updated.add(key);
    }
  }
}

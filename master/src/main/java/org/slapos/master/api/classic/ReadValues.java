package org.slapos.master.api.classic;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slapos.slap.wire.Value;

/**
 * Small documents that were read lately, with their values. Nearly all requests hold the same few ones, such as the state
 * {@code started}, or repeat what they held a minute ago; to open a parser costs more than all else about a request.
 */
final class ReadValues {
  /** Characters; larger documents are mostly others each time. */
  static final int LARGEST = 4000;

  /** Characters of all; then all are dropped. */
  static final int MOST = 1_000_000;

  private final ConcurrentHashMap<Key, Value> values = new ConcurrentHashMap<>();
  private final AtomicLong characters = new AtomicLong();

  /** By field too: a value that stood in two places of an answer would be written as a reference to itself. */
  private record Key(String field, String document) {}

  /** The value of a document, read if need be. What reading throws goes to the caller. */
  Value value(String field, String document, Function<String, Value> read) {
    if (document.length() > LARGEST) {
      return read.apply(document);
    }
    var key = new Key(field, document);
    var known = values.get(key);
    if (known != null) {
      return known;
    }
    var value = read.apply(document);
    if (characters.addAndGet(document.length()) > MOST) {
      values.clear();
      characters.set(document.length());
    }
    values.put(key, value);
    return value;
  }
}

package org.slapos.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** Values by name, each with its origin: a section, the command line, or several laid over each other. Immutable. */
public final class Settings {
  private final Origin whole;
  private final SequencedMap<String, Setting> values;

  Settings(Origin whole, Map<String, Setting> values) {
    this.whole = whole;
    this.values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** No values at all; {@code whole} is where a reader will say that something is missing. */
  public static Settings empty(Origin whole) {
    return new Settings(whole, Map.of());
  }

  /** These values with those of {@code upper} winning. */
  public Settings under(Settings upper) {
    var merged = new LinkedHashMap<>(values);
    merged.putAll(upper.values);
    return new Settings(whole, merged);
  }

  /** These values with one more, which wins. */
  public Settings with(String name, Setting setting) {
    var merged = new LinkedHashMap<>(values);
    merged.put(name, setting);
    return new Settings(whole, merged);
  }

  /** The value as written; empty if there is none, present and perhaps blank if there is one. */
  public Optional<Setting> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public SequencedSet<String> names() {
    return values.sequencedKeySet();
  }

  /** Where to look for what is missing. */
  public Origin whole() {
    return whole;
  }
}

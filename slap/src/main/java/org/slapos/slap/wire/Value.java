package org.slapos.slap.wire;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One value of a marshalled document, as the wire knows it.
 *
 * <p>Values are immutable. Dictionaries keep the order in which they were built; the writer sorts them.
 */
public sealed interface Value {

  /** The absent value, {@code <none/>}. */
  enum None implements Value {
    NONE
  }

  /** {@code <bool>1</bool>}. */
  record Bool(boolean value) implements Value {}

  /** {@code <int>} and {@code <long>}: the writer chooses by magnitude. */
  record Int(BigInteger value) implements Value {}

  /** {@code <float>}. */
  record Real(double value) implements Value {}

  /** {@code <string>}, also read from {@code <unicode>}. */
  record Text(String value) implements Value {
    // Texts are the keys of every dictionary. What the compiler would make of a record is generated anew in each
    // process, in the time that it takes to read a hundred partitions.
    @Override
    public boolean equals(Object other) {
      return other instanceof Text(var text) && value.equals(text);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /** {@code <list>}. */
  record ListValue(List<Value> items) implements Value {
    public ListValue {
      items = List.copyOf(items);
    }
  }

  /** {@code <tuple>}. */
  record Tuple(List<Value> items) implements Value {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /** {@code <set>}; the order of its items has no meaning. */
  record SetValue(List<Value> items) implements Value {
    public SetValue {
      items = List.copyOf(items);
    }
  }

  /** {@code <dictionary>}. Keys are nearly always {@link Text}. */
  record Dict(SequencedMap<Value, Value> entries) implements Value {
    public static final Dict EMPTY = new Dict(new LinkedHashMap<>());

    public Dict {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    /** A dictionary of texts, in the order of the map. */
    public static Dict ofTexts(Map<String, String> texts) {
      var entries = new LinkedHashMap<Value, Value>();
      texts.forEach((key, text) -> entries.put(new Text(key), new Text(text)));
      return new Dict(entries);
    }

    /** The value under a text key. */
    public Optional<Value> get(String key) {
      return Optional.ofNullable(entries.get(new Text(key)));
    }

    /** The text under a text key; empty when it is absent or not a text. */
    public Optional<String> text(String key) {
      return get(key).flatMap(value -> value instanceof Text(var text) ? Optional.of(text) : Optional.empty());
    }

    /** Collects entries under text keys, in the order in which they are put. */
    public static Builder builder() {
      return new Builder();
    }

    /** See {@link #builder()}; one use, one thread. */
    public static final class Builder {
      private final LinkedHashMap<Value, Value> entries = new LinkedHashMap<>();

      private Builder() {}

      public Builder put(String key, Value value) {
        entries.put(new Text(key), value);
        return this;
      }

      public Builder put(String key, String text) {
        return put(key, new Text(text));
      }

      public Dict build() {
        return new Dict(entries);
      }
    }
  }

  /**
   * An object of one of the four classes that may travel.
   *
   * @param attributes empty when the object has none at all, written {@code <none/>}
   */
  record Instance(SlapClass type, List<Value> arguments, Optional<Dict> attributes) implements Value {
    public Instance {
      arguments = List.copyOf(arguments);
    }
  }

  /** The classes of module {@code slapos.slap.slap} that documents may hold; any other is refused. */
  enum SlapClass {
    COMPUTER("Computer"),
    COMPUTER_PARTITION("ComputerPartition"),
    SOFTWARE_RELEASE("SoftwareRelease"),
    SOFTWARE_INSTANCE("SoftwareInstance");

    /** The module in which the reference's classes live; part of the wire format. */
    public static final String MODULE = "slapos.slap.slap";

    private final String wireName;

    SlapClass(String wireName) {
      this.wireName = wireName;
    }

    /** The name in the attribute {@code class}. */
    public String wireName() {
      return wireName;
    }
  }

  static Value ofInt(long value) {
    return new Int(BigInteger.valueOf(value));
  }
}

package org.slapos.master.api.jsonrpc.schema;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What a JSON value must be like; the part of JSON Schema that the API needs. */
public sealed interface Shape {

  /** Any value at all. */
  enum Anything implements Shape {
    ANYTHING
  }

  /** True or false. */
  enum Flag implements Shape {
    FLAG
  }

  /** A whole number. */
  enum Whole implements Shape {
    WHOLE
  }

  /** Any number. */
  enum Numeric implements Shape {
    NUMERIC
  }

  /**
   * A text.
   *
   * @param kind which characters it may hold
   * @param shortest fewest characters (code points)
   * @param longest most characters; empty for any number
   */
  record Text(TextKind kind, int shortest, Optional<Integer> longest) implements Shape {
    /** Free text, such as a message. */
    public static final Text FREE = new Text(TextKind.FREE, 0, Optional.empty());

    /** A name that is there. */
    public static final Text NAME = new Text(TextKind.NAME, 1, Optional.empty());

    /** A name that may be left empty. */
    public static final Text OPTIONAL_NAME = new Text(TextKind.NAME, 0, Optional.empty());

    /** Free text within a bound. */
    public static Text upTo(int longest) {
      return new Text(TextKind.FREE, 0, Optional.of(longest));
    }

    /** A name within a bound. */
    public static Text nameUpTo(int longest) {
      return new Text(TextKind.NAME, 1, Optional.of(longest));
    }
  }

  /** Which characters a text may hold. */
  enum TextKind {
    FREE,
    /** One line without control characters, as names are shown in tables and travel in XML. */
    NAME
  }

  /** One of these words. */
  record Word(List<String> words) implements Shape {
    public Word {
      words = List.copyOf(words);
    }

    public static Word of(String... words) {
      return new Word(List.of(words));
    }
  }

  /** An array of values of one shape. */
  record Items(Shape item) implements Shape {}

  /** A value of that shape, or null. */
  record OrNull(Shape shape) implements Shape {}

  /**
   * An object.
   *
   * @param name under which clients find it in the description; empty for one that is described where it is used
   * @param others the shape of members that are not listed; empty refuses them
   */
  record Members(Optional<String> name, SequencedMap<String, Member> members, Optional<Shape> others)
      implements Shape {

    /** An object of any members of that shape. */
    public static Members mapOf(Shape shape) {
      return MembersBuilder.object().others(shape).build();
    }
  }
}

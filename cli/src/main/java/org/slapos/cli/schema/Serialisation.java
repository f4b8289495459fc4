package org.slapos.cli.schema;

import java.util.Arrays;
import java.util.Optional;

/** How a software release wants its parameters. */
public enum Serialisation {
  /** Texts by name. */
  XML("xml"),
  /** One JSON document, in the parameter {@code _}. */
  JSON_IN_XML("json-in-xml");

  private final String word;

  Serialisation(String word) {
    this.word = word;
  }

  /** The word of schemas and of the command line. */
  public String word() {
    return word;
  }

  /** The serialisation of that name; empty for any other word. */
  public static Optional<Serialisation> of(String word) {
    return Arrays.stream(values()).filter(value -> value.word.equals(word)).findFirst();
  }
}

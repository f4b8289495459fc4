package org.slapos.cli.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What there is to say about a command beyond its options: a few sentences, then examples; a text file each. */
public final class Explanation {
  private Explanation() {}

  /** The text of a command; empty for one whose options say all. */
  public static Optional<String> of(String command) {
    try (var in = Explanation.class.getResourceAsStream(command.replace(' ', '-') + ".txt")) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.slapos.master.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where this Master deliberately answers otherwise than the reference did: step to reason, by recording; call to reason for {@code *}. */
final class AcceptedDifferences {
  private AcceptedDifferences() {}

  static Map<String, String> of(String recording) {
    var reasons = new LinkedHashMap<String, String>();
    try (var in = AcceptedDifferences.class.getResourceAsStream("/recordings/accepted-differences.tsv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .filter(columns -> columns[0].equals(recording))
          .forEach(columns -> reasons.put(columns[1], columns[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reasons;
  }
}

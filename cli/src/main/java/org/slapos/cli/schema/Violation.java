package org.slapos.cli.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A parameter that the schema refuses.
 *
 * @param path names of members and indexes of items, from the root
 */
public record Violation(List<Object> path, String message) {
  public Violation {
    path = List.copyOf(path);
  }

  /** The path as JSONPath, such as {@code $.shared[2].port}. */
  public String location() {
    return path.stream()
        .map(step -> step instanceof Integer index ? "[" + index + "]" : "." + step)
        .collect(Collectors.joining("", "$", ""));
  }
}

package org.slapos.cli.parameters;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * The content of a parameter file.
 *
 * @param name of the file, for messages
 * @param content what it says
 * @param positions where each value stands, by its path of names and indexes
 */
public record ParameterDocument(String name, Value.Dict content, Map<List<Object>, Position> positions) {
  public ParameterDocument {
    positions = Map.copyOf(positions);
  }

  /** The part at that path, as a document of its own with the places it has in this one. */
  public ParameterDocument part(List<Object> path, Value.Dict value) {
    var inner = new HashMap<List<Object>, Position>();
    positions.forEach((place, position) -> {
      if (place.size() >= path.size() && place.subList(0, path.size()).equals(path)) {
        inner.put(List.copyOf(place.subList(path.size(), place.size())), position);
      }
    });
    return new ParameterDocument(name, value, inner);
  }

  /** Where the value of that path is written: {@code FILE:LINE:COLUMN}; the nearest value around it if it is absent. */
  public Optional<String> place(List<Object> path) {
    for (int length = path.size(); length >= 0; length--) {
      Position position = positions.get(path.subList(0, length));
      if (position != null) {
        return Optional.of(name + ":" + position.line() + ":" + position.column());
      }
    }
    return Optional.empty();
  }
}

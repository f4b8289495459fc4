package org.slapos.cli.apply;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.cli.schema.Serialisation;
import org.slapos.slap.wire.Value;

/**
 * An instance tree as the file wants it.
 *
 * @param serialisation empty to ask the release's schema
 * @param path where its parameters stand in the file
 */
record WantedService(
    String reference,
    String software,
    String type,
    Optional<String> state,
    boolean shared,
    Value.Dict parameters,
    Map<String, String> filter,
    Optional<Serialisation> serialisation,
    List<Object> path) {
  WantedService {
    filter = Map.copyOf(filter);
    path = List.copyOf(path);
  }
}

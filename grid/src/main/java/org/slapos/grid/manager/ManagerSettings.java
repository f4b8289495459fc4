package org.slapos.grid.manager;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.grid.firewall.FirewallSettings;

/**
 * What a manager is configured with.
 *
 * @param name its word in {@code manager_list}
 * @param section its section {@code [manager:NAME]}; empty without one
 * @param options all keys of {@code [slapos]} and {@code [networkcache]} with the command line over them
 * @param firewall section {@code [firewall]}
 */
public record ManagerSettings(
    String name,
    Path instanceRoot,
    Map<String, String> section,
    Map<String, String> options,
    Optional<FirewallSettings> firewall) {
  public ManagerSettings {
    section = Map.copyOf(section);
    options = Map.copyOf(options);
  }

  /** The lines of a value of its section; empty if the key is absent. */
  public Optional<List<String>> lines(String key) {
    return Optional.ofNullable(section.get(key))
        .map(value -> value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  /** The words, separated by blanks, of a key of {@code [slapos]}. */
  public List<String> optionWords(String key) {
    return Stream.of(options.getOrDefault(key, "").split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }
}

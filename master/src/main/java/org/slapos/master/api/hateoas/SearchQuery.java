package org.slapos.master.api.hateoas;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A search that the command line or the library of the reference makes.
 *
 * @param key the column that must have the value, with it
 */
record SearchQuery(Kind kind, Optional<String> key, Optional<String> value) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "portal_type:(\"[^\"]+\"|\\([^)]+\\)) AND validation_state:validated"
              + "(?: AND (title|reference|default_specialise_title|default_aggregate_reference):=\"(.*)\")?",
          Pattern.DOTALL);

  /** What is searched; clients before 1.10.6 say Hosting Subscription and Computer. */
  private static final Map<String, Kind> PORTAL_TYPES =
      Map.of(
          "\"Instance Tree\"", Kind.TREES,
          "\"Hosting Subscription\"", Kind.TREES,
          "\"Compute Node\"", Kind.NODES,
          "\"Computer\"", Kind.NODES,
          "(\"Software Instance\", \"Slave Instance\")", Kind.INSTANCES,
          "\"Software Installation\"", Kind.INSTALLATIONS);

  enum Kind {
    TREES,
    NODES,
    /** Of one tree. */
    INSTANCES,
    /** Of one computer, or all. */
    INSTALLATIONS;

    private boolean isSearchedBy(Optional<String> key) {
      return switch (key.orElse("")) {
        case "" -> this != INSTANCES;
        case "title" -> this == TREES || this == NODES;
        case "reference" -> this == NODES;
        case "default_specialise_title" -> this == INSTANCES;
        default -> this == INSTALLATIONS;
      };
    }
  }

  /** Empty for a query that no client makes. Values are not escaped by clients, so that quotes in them count. */
  static Optional<SearchQuery> parse(String text) {
    var matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var key = Optional.ofNullable(matcher.group(2));
    var value = Optional.ofNullable(matcher.group(3));
    return Optional.ofNullable(PORTAL_TYPES.get(matcher.group(1)))
        .filter(kind -> kind.isSearchedBy(key))
        .map(kind -> new SearchQuery(kind, key, value));
  }

  boolean accepts(String candidate) {
    return value.isEmpty() || value.get().equals(candidate);
  }
}

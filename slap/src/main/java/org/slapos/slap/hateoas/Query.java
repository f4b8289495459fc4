package org.slapos.slap.hateoas;

import java.util.List;

/** A catalogue query of the HATEOAS API, and the columns it asks for. */
record Query(String text, List<String> columns) {
  private static final String VALIDATED = " AND validation_state:validated";
  private static final String TREES = "portal_type:\"Instance Tree\"" + VALIDATED;
  private static final String COMPUTERS = "portal_type:\"Compute Node\"" + VALIDATED;

  static Query instanceTrees() {
    return new Query(TREES, List.of("title", "url_string"));
  }

  /** The title is not escaped: Masters know no way to write a quote. */
  static Query instanceTree(String title) {
    return new Query(TREES + " AND title:=\"" + title + "\"", List.of("title", "relative_url"));
  }

  static Query computers() {
    return new Query(COMPUTERS, List.of("title", "reference"));
  }

  static Query computer(String reference) {
    return new Query(COMPUTERS + " AND reference:=\"" + reference + "\"", List.of("reference", "relative_url"));
  }
}

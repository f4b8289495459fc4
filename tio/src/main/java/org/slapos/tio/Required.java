package org.slapos.tio;

import java.util.List;

/** What the schema wants there to be. */
final class Required {
  private Required() {}

  static <T> List<T> atLeastOne(String what, String where, List<T> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a " + where + " without " + what);
    }
    return List.copyOf(items);
  }
}

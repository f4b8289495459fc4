package org.slapos.cli.plan;

import java.util.List;

/** What a request would do to an instance tree. */
public sealed interface ServiceChange {
  /** Its reference (title). */
  String reference();

  /** There is none of that reference. */
  record Create(String reference, ServiceFacts wanted) implements ServiceChange {}

  /** Some values differ. */
  record Update(String reference, List<Difference> differences) implements ServiceChange {
    public Update {
      differences = List.copyOf(differences);
    }
  }

  /** It would be destroyed. */
  record Destroy(String reference) implements ServiceChange {}

  /** It is as wanted. */
  record Unchanged(String reference) implements ServiceChange {}
}

package org.slapos.master.api.hateoas;

import org.slapos.master.domain.SharedInstance;

/** The title of a shared instance that a user asked for. */
final class SharedTitle {
  private SharedTitle() {}

  /** The key without the underscore that separates the tree, which users' ones do not name. */
  static String of(SharedInstance shared) {
    return shared.reference().substring(1);
  }
}

package org.slapos.grid.software;

import java.util.List;
import org.slapos.slap.SoftwareRelease;

/** What is done about one release. */
enum SoftwareAction {
  /** Not selected, or already there: the Master is not asked anything. */
  NOTHING,
  BUILD,
  REMOVE;

  /**
   * The decision.
   *
   * @param only {@code --only-sr}: URLs or MD5 names, empty for all
   */
  static SoftwareAction decide(
      String url, SoftwareRelease.State wanted, boolean completed, boolean forced, List<String> only) {
    if (!selected(url, only)) {
      return NOTHING;
    }
    return switch (wanted) {
      case AVAILABLE -> forced || !completed ? BUILD : NOTHING;
      case DESTROYED -> REMOVE;
    };
  }

  private static boolean selected(String url, List<String> only) {
    return only.isEmpty() || only.contains(url) || only.contains(SoftwareFolder.name(url));
  }
}

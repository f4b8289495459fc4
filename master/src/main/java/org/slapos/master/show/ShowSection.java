package org.slapos.master.show;

import java.util.EnumSet;
import java.util.Set;

/** The parts of the output, in their order; each has an option of its name. */
public enum ShowSection {
  COMPUTERS,
  SOFTWARE,
  PARTITIONS,
  SLAVES,
  PARAMS,
  NETWORK,
  /** What nodes reported of their releases and partitions; only when asked for, as the reference has no such part. */
  REPORTS,
  /** Reasons of bangs, and that consumption was reported; only when asked for. */
  MESSAGES;

  /** What is shown when nothing is asked for. */
  static Set<ShowSection> usual() {
    return EnumSet.range(COMPUTERS, NETWORK);
  }
}

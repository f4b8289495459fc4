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
  /** Requests that other Masters have taken; in tables only when asked for, as the reference has no such part. */
  FORWARDED,
  /** What nodes reported of their releases and partitions; only when asked for, as the reference has no such part. */
  REPORTS,
  /** Reasons of bangs, and that consumption was reported; only when asked for. */
  MESSAGES;

  /** What is printed when nothing is asked for: what the reference prints. */
  static Set<ShowSection> usual() {
    return EnumSet.range(COMPUTERS, NETWORK);
  }

  /** What a document holds when nothing is asked for: all but the history, which is long. */
  static Set<ShowSection> described() {
    return EnumSet.range(COMPUTERS, FORWARDED);
  }
}

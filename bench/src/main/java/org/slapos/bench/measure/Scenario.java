package org.slapos.bench.measure;

import java.util.List;
import java.util.SequencedMap;

/** One thing that both products do, set up and ready to be measured; closing it ends its servers. */
public interface Scenario extends AutoCloseable {
  /** What is done, for the report. */
  String title();

  /** The rounds of each side, ours first. */
  SequencedMap<Side, Round> rounds();

  /** What was aimed at; none for what is only reported. */
  List<Goal> goals();

  /** Whether it takes so long that it is measured once, without a round that does not count. */
  default boolean once() {
    return false;
  }

  /** How many rounds there are at most; few for what takes minutes. */
  default int mostRounds() {
    return Integer.MAX_VALUE;
  }

  @Override
  void close();
}

package org.slapos.grid.promise;

import java.util.Optional;

/** Whether a promise is run now. */
enum PromiseDecision {
  RUN,
  /** Its class refuses the mode; holds even when runs are forced. */
  DISABLED,
  /** Its period is not over: a failure that was saved still counts. */
  NOT_DUE;

  static PromiseDecision decide(Optional<PromiseCache> cache, PromiseMode mode, double now) {
    if (cache.isEmpty()) {
      return RUN;
    }
    if (!cache.get().allows(mode)) {
      return DISABLED;
    }
    return mode == PromiseMode.ANOMALY && now < cache.get().nextRunAfter() ? NOT_DUE : RUN;
  }
}

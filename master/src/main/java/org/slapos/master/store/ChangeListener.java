package org.slapos.master.store;

import java.util.Set;
import org.slapos.master.domain.Watched;

/** Told after commits, by a thread that must not be kept: it does the next commit. */
public interface ChangeListener {

  /** These changed, and whoever reads from now on sees it. */
  void changed(Set<Watched> what);

  /** Something may have changed that nobody could tell about. */
  void anythingMayHaveChanged();
}

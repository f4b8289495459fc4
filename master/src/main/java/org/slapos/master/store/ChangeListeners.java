package org.slapos.master.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slapos.master.domain.Watched;

/** Passes on to everyone who asked to be told. */
final class ChangeListeners implements ChangeListener {
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

  void add(ChangeListener listener) {
    listeners.add(listener);
  }

  @Override
  public void changed(Set<Watched> what) {
    listeners.forEach(listener -> listener.changed(what));
  }

  @Override
  public void anythingMayHaveChanged() {
    listeners.forEach(ChangeListener::anythingMayHaveChanged);
  }
}

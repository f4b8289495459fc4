package org.slapos.grid.manager;

import java.io.IOException;
import java.util.List;

/** The managers of a pass, in the order of {@code manager_list}. */
public record Managers(List<Manager> all) {
  public static final Managers NONE = new Managers(List.of());

  public Managers {
    all = List.copyOf(all);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** A hook, such as {@code Manager::instance}. */
  @FunctionalInterface
  public interface Hook<S> {
    void call(Manager manager, S subject) throws IOException;
  }

  /** Calls a hook of each. The first that fails ends it. */
  public <S> void call(Hook<S> hook, S subject) throws IOException {
    for (Manager manager : all) {
      hook.call(manager, subject);
    }
  }
}

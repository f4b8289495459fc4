package org.slapos.grid.manager;

/**
 * Makes a manager that is written in Java and comes in a jar: a service of this type, named in {@code
 * META-INF/services/org.slapos.grid.manager.ManagerProvider}, in a jar of {@code manager_folder}.
 */
public interface ManagerProvider {

  /** The word in {@code manager_list}. */
  String name();

  /**
   * Makes the manager for one pass.
   *
   * @throws IllegalArgumentException if its configuration is wrong; the message is for people
   */
  Manager create(ManagerSettings settings);
}

package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.List;

/** The instances that belong together. */
public final class Tree {
  private Tree() {}

  /** Those requested, directly or not, by a root; none for an instance that is no titled root. */
  static List<Instance> membersOf(Instance root, Register register) {
    return root.isRoot() && root.title().isPresent() ? register.members(root.treeTitle()) : List.of();
  }

  /** The whole tree around an instance, itself included. */
  public static List<Instance> around(Instance instance, Register register) {
    if (instance.treeTitle().isEmpty()) {
      return List.of(instance);
    }
    var all = new ArrayList<Instance>();
    register.instance("", instance.treeTitle()).ifPresent(all::add);
    all.addAll(register.members(instance.treeTitle()));
    return all;
  }
}

package org.slapos.master.domain;

/**
 * An instance or shared instance by its titles.
 *
 * @param rootTitle title of the root of its tree; the empty text for what a user asked for
 */
public record InstanceName(String title, String rootTitle, boolean shared) {

  public static InstanceName of(Instance instance) {
    return new InstanceName(instance.title().orElse(""), instance.rootTitle(), false);
  }

  /** The key of a shared instance joins two titles; whoever asked for it tells where the first one ends. */
  public static InstanceName of(SharedInstance shared, Register register) {
    var tree =
        switch (shared.requester()) {
          case Requester.User.USER -> "";
          case Requester.Partition(var id) -> register.instance(id).map(Instance::treeTitle).orElse("");
        };
    var separator = shared.reference().startsWith(tree + "_") ? tree.length() : shared.reference().indexOf('_');
    return new InstanceName(
        shared.reference().substring(separator + 1), shared.reference().substring(0, separator), true);
  }
}

package org.slapos.master.domain;

/** What a name led to. */
public sealed interface Named {
  record OfInstance(Instance instance) implements Named {}

  record OfShared(SharedInstance shared) implements Named {}

  /** There is nothing of that name. */
  record Nothing(InstanceNames names) implements Named {
    public String explanation() {
      return "No " + (names.meanShared() ? "shared" : "software") + " instance " + names.asked() + " found.";
    }
  }
}

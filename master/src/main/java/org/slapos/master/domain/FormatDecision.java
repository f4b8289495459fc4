package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A computer is described: partitions are added behind the known ones, missing ones go with what is in them. */
final class FormatDecision {
  private FormatDecision() {}

  static Decision decide(Command.Format format, Register register) {
    var listed = new HashSet<String>();
    for (var partition : format.partitions()) {
      if (!listed.add(partition.reference())) {
        return Decision.refused(
            Answer.Reason.INVALID, "Partition " + partition.reference() + " is listed twice in partition_list");
      }
    }
    var known = new HashMap<String, Partition>();
    var effects = new ArrayList<Effect>();
    effects.add(new Effect.PutComputer(format.computer()));
    for (var partition : register.partitions(format.computer().reference())) {
      known.put(partition.id().partition(), partition);
      if (!listed.contains(partition.id().partition())) {
        effects.addAll(removal(partition, register));
      }
    }
    format.partitions().forEach(partition -> effects.addAll(keeping(partition, format.computer(), known)));
    return Decision.done(effects);
  }

  private static List<Effect> removal(Partition partition, Register register) {
    var effects = new ArrayList<Effect>();
    for (var shared : register.sharedOf(partition.id())) {
      if (SharedLife.next(SharedLife.State.of(Optional.of(shared)), SharedLife.Event.HOST_REMOVED).consequence()
          == SharedLife.Consequence.DELETE) {
        effects.add(new Effect.RemoveShared(shared));
      }
    }
    partition.instance().ifPresent(instance -> effects.add(new Effect.RemoveInstance(instance)));
    effects.add(new Effect.RemovePartition(partition.id()));
    return effects;
  }

  private static List<Effect> keeping(
      Command.FormattedPartition formatted, Computer computer, Map<String, Partition> known) {
    var id = new PartitionId(computer.reference(), formatted.reference());
    var partition = known.get(formatted.reference());
    var effects = new ArrayList<Effect>();
    if (partition == null) {
      effects.add(new Effect.AddPartition(id));
    }
    if (partition == null || !partition.addresses().equals(formatted.addresses())) {
      effects.add(new Effect.SetAddresses(id, formatted.addresses()));
    }
    return effects;
  }
}

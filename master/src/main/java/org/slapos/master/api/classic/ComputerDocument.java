package org.slapos.master.api.classic;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.wire.Value;

/** All that a node has to know: an object of class Computer (reference: protocol-slap.md, 4.1). */
final class ComputerDocument {
  private ComputerDocument() {}

  static Value of(String computer, Register register) {
    var statuses = register.accessStatuses(computer);
    var partitions = register.partitions(computer).stream()
        .map(partition -> document(partition, Optional.ofNullable(statuses.get(partition.id())), register))
        .toList();
    var states = register.releaseStates(computer);
    var releases = register.installations(computer).stream()
        .map(installation -> ReleaseDocument.of(installation, Optional.ofNullable(states.get(installation.url()))))
        .toList();
    var attributes =
        Value.Dict.builder()
            .put("_computer_id", computer)
            .put("_computer_partition_list", new Value.ListValue(partitions))
            .put("_software_release_list", new Value.ListValue(releases))
            .build();
    return new Value.Instance(
        Value.SlapClass.COMPUTER, List.of(new Value.Text(computer)), Optional.of(attributes));
  }

  static Value document(Partition partition, Register register) {
    return document(partition, register.accessStatus(partition.id()), register);
  }

  private static Value document(Partition partition, Optional<AccessStatus> status, Register register) {
    var listed = partition.instance().isPresent() ? register.listedOn(partition.id()) : List.<SharedInstance>of();
    return PartitionDocument.of(partition, listed, status);
  }
}

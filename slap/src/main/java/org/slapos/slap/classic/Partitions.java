package org.slapos.slap.classic;

import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.SlapException;
import org.slapos.slap.http.Form;
import org.slapos.slap.http.HttpAnswer;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Makes partition objects of what a Master sends. */
final class Partitions {
  private static final String REQUEST = "requestComputerPartition";
  private static final String REGISTER = "registerComputerPartition";

  private final MasterCalls master;
  private final RequestTransaction transaction;

  Partitions(MasterCalls master, RequestTransaction transaction) {
    this.master = master;
    this.transaction = transaction;
  }

  /** A partition of which nothing was asked yet. */
  ClassicPartition register(PartitionId id) {
    return partition(id, PartitionFacts.unasked(() -> fetch(id)));
  }

  /** A partition as listed by its computer. */
  ClassicPartition listed(Value value) {
    if (value instanceof Value.Instance object) {
      var id = id(WireObjects.text(object, "_computer_id", 0), WireObjects.text(object, "_partition_id", 1));
      return partition(id, PartitionFacts.complete(WireObjects.attributes(object)));
    }
    throw new MalformedDocumentException("an object was expected in _computer_partition_list");
  }

  ClassicPartition requestAsUser(InstanceRequest request) {
    return requested(request, () -> master.post(REQUEST, RequestForm.ofUser(request)));
  }

  ClassicPartition requestAsPartition(PartitionId requester, InstanceRequest request) {
    transaction.add(requester, request.reference());
    return requested(request, () -> master.postAs(requester, REQUEST, RequestForm.ofPartition(requester, request)));
  }

  private ClassicPartition requested(InstanceRequest request, Supplier<HttpAnswer> call) {
    Value answer;
    try {
      answer = master.value(REQUEST, call.get());
    } catch (ResourceNotReadyException _) {
      return pending(request);
    }
    var attributes = read(REQUEST, () -> WireObjects.attributes(answer));
    var computerId = attributes.text("slap_computer_id");
    var partitionId = attributes.text("slap_computer_partition_id");
    if (computerId.isEmpty() || partitionId.isEmpty()) {
      // An old proxy that forwards to a Master without an answer yet sends an object without place.
      return pending(request);
    }
    var id = new PartitionId(computerId.get(), partitionId.get());
    var facts = id.isNowhere()
        ? PartitionFacts.complete(attributes)
        : PartitionFacts.completed(attributes, () -> fetch(id));
    return partition(id, facts);
  }

  private ClassicPartition pending(InstanceRequest request) {
    return new ClassicPartition(
        master, this, request.reference(), Optional.empty(), PartitionFacts.pending(request.reference()));
  }

  private ClassicPartition partition(PartitionId id, PartitionFacts facts) {
    transaction.open(id);
    return new ClassicPartition(master, this, id.partitionId(), Optional.of(id), facts);
  }

  private Value.Dict fetch(PartitionId id) {
    var query = Form.of("computer_reference", id.computerId()).with("computer_partition_reference", id.partitionId());
    var answer = master.getValue(REGISTER, query);
    return read(REGISTER, () -> WireObjects.attributes(answer));
  }

  private static PartitionId id(Optional<String> computerId, Optional<String> partitionId) {
    return new PartitionId(
        computerId.orElseThrow(() -> new MalformedDocumentException("a partition without computer")),
        partitionId.orElseThrow(() -> new MalformedDocumentException("a partition without id")));
  }

  /** Runs a look into an answer; {@link SlapException} if it is not what it should be. */
  <T> T read(String name, Supplier<T> look) {
    try {
      return look.get();
    } catch (MalformedDocumentException e) {
      throw master.unreadable(name, e);
    }
  }
}

package org.slapos.slap.jsonrpc;

import java.util.Optional;
import java.util.function.Supplier;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.classic.Once;
import org.slapos.slap.classic.PartitionId;
import org.slapos.slap.classic.RequestTransaction;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Makes partition objects of what a Master sends. */
final class Partitions {
  private static final String REQUEST = "post.v0.software_instance";
  private static final String BY_PARTITION = "get.v0.compute_partition";

  private final MethodCalls master;
  private final RequestTransaction transaction;

  Partitions(MethodCalls master, RequestTransaction transaction) {
    this.master = master;
    this.transaction = transaction;
  }

  MethodCalls master() {
    return master;
  }

  /** A partition of which nothing was asked yet. */
  JsonRpcPartition register(PartitionId id) {
    return partition(id, new Once<>(() -> fetch(id)));
  }

  JsonRpcPartition requestAsUser(InstanceRequest request) {
    return requested(request, () -> master.call(REQUEST, RequestDocument.of(request)));
  }

  JsonRpcPartition requestAsPartition(PartitionId requester, InstanceRequest request) {
    transaction.add(requester, request.reference());
    return requested(request, () -> master.callAs(requester, REQUEST, RequestDocument.of(request)));
  }

  private JsonRpcPartition requested(InstanceRequest request, Supplier<Value.Dict> call) {
    try {
      var instance = new InstanceFacts(call.get());
      return read(REQUEST, () -> partition(instance.place(), () -> Optional.of(instance)));
    } catch (ResourceNotReadyException e) {
      return new JsonRpcPartition(this, request.reference(), Optional.empty(), () -> {
        throw e;
      });
    }
  }

  private JsonRpcPartition partition(PartitionId id, Supplier<Optional<InstanceFacts>> facts) {
    transaction.open(id);
    return new JsonRpcPartition(this, id.partitionId(), Optional.of(id), facts);
  }

  /** Empty for a free partition: the Master says the same of a free one and of none. */
  private Optional<InstanceFacts> fetch(PartitionId id) {
    var document = Documents.of("computer_guid", id.computerId(), "compute_partition_id", id.partitionId());
    try {
      return Optional.of(new InstanceFacts(master.call(BY_PARTITION, document)));
    } catch (NotFoundException _) {
      return Optional.empty();
    }
  }

  /** Runs a look into an answer; {@link org.slapos.slap.SlapException} if it is not what it should be. */
  <T> T read(String method, Supplier<T> look) {
    try {
      return look.get();
    } catch (MalformedDocumentException e) {
      throw master.unreadable(method, e);
    }
  }
}

package org.slapos.master.api.jsonrpc;

import static org.slapos.master.api.jsonrpc.Shapes.COMPUTER;
import static org.slapos.master.api.jsonrpc.Shapes.PARTITION;
import static org.slapos.master.api.jsonrpc.Shapes.RELEASE;

import java.util.List;
import java.util.Optional;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.Answer;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.InstanceName;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.RequestedState;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** An instance or shared instance as the API shows it (reference: protocol-jsonrpc.md, 5). */
final class InstanceDocument {
  private static final long MICROS = 1_000_000;

  private InstanceDocument() {}

  static Value of(Instance instance, Register register) {
    return of(instance, instance.state(), register.addresses(instance.place()), register);
  }

  static Value of(Answer.Allocated allocated, Register register) {
    return of(allocated.instance(), allocated.requestedState(), allocated.addresses(), register);
  }

  private static Value of(
      Instance instance, RequestedState state, List<NetworkAddress> addresses, Register register) {
    return document(
        new Part(InstanceName.of(instance), instance.softwareRelease(), instance.softwareType(), state),
        new Parameters(JsonValues.texts(instance.connectionXml()), JsonValues.texts(Optional.of(instance.parameterXml()))),
        new Place(instance.place(), addresses, instance.timestamp().micros() / MICROS),
        register);
  }

  /** A shared instance as it is kept; its addresses are its host's affair. */
  static Value of(SharedInstance shared, Instance host, Register register) {
    var parameters = JsonValues.plain(Marshal.read(shared.parameters()));
    return document(
        part(shared, host, register),
        new Parameters(JsonValues.texts(shared.connectionXml()), parameters),
        new Place(host.place(), List.of(), host.timestamp().micros() / MICROS),
        register);
  }

  /**
   * The answer to a request for a shared instance.
   *
   * @param parameterXml instance XML of the requested parameters
   */
  static Value of(Answer.AllocatedShared allocated, String parameterXml, Register register) {
    var shared = allocated.shared();
    return document(
        part(shared, allocated.host(), register),
        new Parameters(JsonValues.texts(shared.connectionXml()), JsonValues.texts(Optional.of(parameterXml))),
        new Place(shared.hostId(), allocated.addresses(), 0),
        register);
  }

  private static Part part(SharedInstance shared, Instance host, Register register) {
    var name = InstanceName.of(shared, register);
    return new Part(name, host.softwareRelease(), shared.softwareType(), RequestedState.STARTED);
  }

  private record Part(InstanceName name, String release, String type, RequestedState state) {}

  private record Parameters(Value connection, Value requested) {}

  private record Place(PartitionId id, List<NetworkAddress> addresses, long changedSeconds) {}

  private static Value document(Part part, Parameters parameters, Place place, Register register) {
    var name = part.name();
    return Value.Dict.builder()
        .put("title", name.title())
        .put(InstanceGuid.MEMBER, InstanceGuid.of(name))
        .put(RELEASE, part.release())
        .put("software_type", part.type())
        .put("state", part.state().wireName())
        .put("connection_parameters", parameters.connection())
        .put("parameters", parameters.requested())
        .put("shared", new Value.Bool(name.shared()))
        .put("root_instance_title", name.rootTitle().isEmpty() ? name.title() : name.rootTitle())
        .put("ip_list", JsonValues.list(place.addresses().stream().map(InstanceDocument::pair).toList()))
        .put("full_ip_list", JsonValues.list(List.of()))
        .put("sla_parameters", Value.Dict.EMPTY)
        .put(COMPUTER, place.id().computer())
        .put(PARTITION, place.id().partition())
        .put("processing_timestamp", Value.ofInt(place.changedSeconds()))
        .put("access_status_message", name.shared() ? "" : status(place.id(), register))
        .build();
  }

  private static Value pair(NetworkAddress address) {
    return JsonValues.list(List.of(new Value.Text(address.networkInterface()), new Value.Text(address.address())));
  }

  private static String status(PartitionId id, Register register) {
    return register.accessStatus(id).map(AccessStatus::text).orElse("");
  }
}

package org.slapos.slap;

import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * What to request.
 *
 * @param softwareRelease URL of the software release
 * @param softwareType software type; the Master's default is {@code default}
 * @param reference title of the instance, unique in its tree
 * @param parameters instance parameters; values are texts unless the Master is known to keep others
 * @param filter SLA parameters, such as {@code computer_guid}
 * @param state requested state; empty leaves an existing instance as it is
 * @param shared whether a shared (slave) instance is meant
 */
public record InstanceRequest(
    String softwareRelease,
    String softwareType,
    String reference,
    Value.Dict parameters,
    Value.Dict filter,
    Optional<String> state,
    boolean shared) {

  /** The software type of a request that names none. */
  public static final String DEFAULT_TYPE = "default";

  /** A plain request of the default type without parameters. */
  public static InstanceRequest of(String softwareRelease, String reference) {
    return new InstanceRequest(
        softwareRelease, DEFAULT_TYPE, reference, Value.Dict.EMPTY, Value.Dict.EMPTY, Optional.empty(), false);
  }

  public InstanceRequest withParameters(Value.Dict newParameters) {
    return new InstanceRequest(softwareRelease, softwareType, reference, newParameters, filter, state, shared);
  }

  public InstanceRequest withFilter(Value.Dict newFilter) {
    return new InstanceRequest(softwareRelease, softwareType, reference, parameters, newFilter, state, shared);
  }

  public InstanceRequest withType(String newType) {
    return new InstanceRequest(softwareRelease, newType, reference, parameters, filter, state, shared);
  }

  public InstanceRequest withState(RequestedState newState) {
    return new InstanceRequest(
        softwareRelease, softwareType, reference, parameters, filter, Optional.of(newState.wireName()), shared);
  }

  public InstanceRequest asShared() {
    return new InstanceRequest(softwareRelease, softwareType, reference, parameters, filter, state, true);
  }
}

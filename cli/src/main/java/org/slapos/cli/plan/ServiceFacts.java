package org.slapos.cli.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/**
 * What can be compared of an instance tree: as the Master has it, or as it is wanted.
 *
 * @param state empty if the wish leaves it as it is
 */
public record ServiceFacts(
    String softwareRelease, String softwareType, Optional<String> state, boolean shared, Map<String, String> parameters) {
  private static final String OLD_DEFAULT_TYPE = "RootSoftwareInstance";

  public ServiceFacts {
    softwareType = softwareType.isEmpty() || softwareType.equals(OLD_DEFAULT_TYPE) ? InstanceRequest.DEFAULT_TYPE : softwareType;
    parameters = Map.copyOf(parameters);
  }

  /** As the Master knows it. */
  public static ServiceFacts of(InstanceInformation information) {
    var parameters = new LinkedHashMap<String, String>();
    information.instanceParameters().forEach((name, value) -> parameters.put(name, value.orElse("")));
    return new ServiceFacts(
        information.softwareReleaseUrl(),
        information.softwareType().orElse(""),
        information.requestedState().map(ServiceFacts::plainState),
        information.shared(),
        parameters);
  }

  /** As it is requested. */
  public static ServiceFacts of(InstanceRequest request) {
    var parameters = new LinkedHashMap<String, String>();
    request.parameters().entries().forEach((name, value) -> {
      if (name instanceof Value.Text(String text)) {
        parameters.put(text, InstanceXml.notation(value));
      }
    });
    return new ServiceFacts(
        request.softwareRelease(), request.softwareType(), request.state(), request.shared(), parameters);
  }

  /** A full Master says {@code start_requested} where the built-in one says {@code started}. */
  private static String plainState(String state) {
    return switch (state) {
      case "start_requested" -> "started";
      case "stop_requested" -> "stopped";
      case "destroy_requested" -> "destroyed";
      default -> state;
    };
  }

  /** Whether it is on its way out, and counts as absent. */
  public boolean isGoing() {
    return state.filter("destroyed"::equals).isPresent();
  }
}

package org.slapos.cli.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceInformation;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Value;

/** What the Java shell finds ready; imported there name by name. */
public final class JavaNames {
  private static @Nullable Slap connected;
  private static List<String> words = List.of();

  private JavaNames() {}

  static void connect(Slap slap, List<String> arguments) {
    connected = slap;
    words = List.copyOf(arguments);
  }

  /** The connection to the Master. */
  public static Slap slap() {
    if (connected == null) {
      throw new IllegalStateException("the console is not connected");
    }
    return connected;
  }

  /** The arguments of the script. */
  public static List<String> arguments() {
    return words;
  }

  /** Requests an instance without parameters, or looks at it. */
  public static ComputerPartition request(String softwareRelease, String reference) {
    return request(softwareRelease, reference, Map.of());
  }

  /** Requests an instance. */
  public static ComputerPartition request(String softwareRelease, String reference, Map<String, String> parameters) {
    return request(InstanceRequest.of(softwareRelease, reference).withParameters(Value.Dict.ofTexts(parameters)));
  }

  /** Requests an instance, with all that can be said of it. */
  public static ComputerPartition request(InstanceRequest request) {
    return slap().registerOpenOrder().request(request);
  }

  /** Has a release installed on a computer. */
  public static void supply(String softwareRelease, String computer) {
    slap().registerSupply().supply(softwareRelease, computer, SoftwareRelease.State.AVAILABLE);
  }

  /** One of your instance trees. */
  public static InstanceInformation getInformation(String reference) {
    return slap().registerOpenOrder().information(reference);
  }

  /** The best release of a product. */
  public static String product(String name) {
    return slap().softwareProducts().get(name);
  }
}

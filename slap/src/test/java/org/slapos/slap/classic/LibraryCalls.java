package org.slapos.slap.classic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.Computer;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Does through the library what a recorded call did: decodes its fields and calls the method that sends them. */
final class LibraryCalls {
  private final Slap slap;
  private final MasterCalls master;

  LibraryCalls(Slap slap, MasterCalls master) {
    this.slap = slap;
    this.master = master;
  }

  /** The method's result, or the name of the call where it has none. */
  Object perform(RecordedCall call) {
    var fields = call.fields();
    return switch (call.name()) {
      case "getFullComputerInformation", "getComputerInformation" -> computer(fields).partitions();
      case "getComputerStatus" -> computer(fields).status();
      case "generateComputerCertificate" -> computer(fields).generateCertificate();
      case "requestComputer" -> slap.registerOpenOrder().requestComputer(fields.get("computer_title"));
      case "registerComputerPartition" -> {
        var partition = slap.registerComputerPartition(
            fields.get("computer_reference"), fields.get("computer_partition_reference"));
        yield partition.state();
      }
      case "getComputerPartitionCertificate" -> partition(fields).certificate();
      case "getHostingSubscriptionIpList" -> partition(fields).fullHostingIpAddresses();
      case "getSoftwareReleaseListFromSoftwareProduct" -> fields.containsKey("software_release_url")
          ? slap.softwareReleasesOfSameProduct(fields.get("software_release_url"))
          : slap.softwareReleasesOfProduct(fields.get("software_product_reference"));
      case "loadComputerConfigurationFromXML" -> slap.registerComputer("any").updateConfiguration(fields.get("xml"));
      case "requestComputerPartition" -> request(fields);
      default -> {
        report(call.name(), fields);
        yield call.name();
      }
    };
  }

  private void report(String name, Map<String, String> fields) {
    switch (name) {
      case "computerBang" -> computer(fields).bang(fields.get("message"));
      case "useComputer" -> computer(fields).reportUsage(fields.get("use_string"));
      case "revokeComputerCertificate" -> computer(fields).revokeCertificate();
      case "supplySupply" -> slap.registerSupply()
          .supply(fields.get("url"), fields.get("computer_id"), state(fields.get("state")));
      case "buildingSoftwareRelease" -> release(fields).building();
      case "availableSoftwareRelease" -> release(fields).available();
      case "destroyedSoftwareRelease" -> release(fields).destroyed();
      case "softwareReleaseError" -> release(fields).error(fields.get("error_log"));
      case "startedComputerPartition" -> partition(fields).started();
      case "stoppedComputerPartition" -> partition(fields).stopped();
      case "destroyedComputerPartition" -> partition(fields).destroyed();
      case "softwareInstanceBang" -> partition(fields).bang(fields.get("message"));
      case "softwareInstanceError" -> error(fields);
      case "softwareInstanceRename" -> rename(fields);
      case "setComputerPartitionConnectionXml" -> publish(fields);
      case "updateComputerPartitionRelatedInstanceList" -> partition(fields)
          .setRelatedInstances(WireObjects.texts(Marshal.read(fields.get("instance_reference_xml"))));
      default -> throw new IllegalArgumentException("no library call for " + name);
    }
  }

  private Computer computer(Map<String, String> fields) {
    return slap.registerComputer(fields.get("computer_id"));
  }

  private ComputerPartition partition(Map<String, String> fields) {
    return slap.registerComputerPartition(fields.get("computer_id"), fields.get("computer_partition_id"));
  }

  private SoftwareRelease release(Map<String, String> fields) {
    return new ClassicSoftwareRelease(
        master, fields.get("url"), Optional.of(fields.get("computer_id")), SoftwareRelease.State.AVAILABLE);
  }

  private static SoftwareRelease.State state(String word) {
    return word.equals("destroyed") ? SoftwareRelease.State.DESTROYED : SoftwareRelease.State.AVAILABLE;
  }

  private void error(Map<String, String> fields) {
    if (fields.containsKey("slave_reference")) {
      partition(fields).error(fields.get("error_log"), fields.get("slave_reference"));
    } else {
      partition(fields).error(fields.get("error_log"));
    }
  }

  private void rename(Map<String, String> fields) {
    if (fields.containsKey("slave_reference")) {
      partition(fields).rename(fields.get("new_name"), fields.get("slave_reference"));
    } else {
      partition(fields).rename(fields.get("new_name"));
    }
  }

  private void publish(Map<String, String> fields) {
    var parameters = new LinkedHashMap<String, String>();
    ((Value.Dict) Marshal.read(fields.get("connection_xml"))).entries()
        .forEach((key, value) -> parameters.put(((Value.Text) key).value(), ((Value.Text) value).value()));
    if (fields.get("slave_reference").equals("None")) {
      partition(fields).setConnectionParameters(parameters);
    } else {
      partition(fields).setConnectionParameters(parameters, fields.get("slave_reference"));
    }
  }

  private ComputerPartition request(Map<String, String> fields) {
    var state = Marshal.read(fields.get("state"));
    var request = new InstanceRequest(
        fields.get("software_release"),
        fields.get("software_type"),
        fields.get("partition_reference"),
        (Value.Dict) Marshal.read(fields.get("partition_parameter_xml")),
        (Value.Dict) Marshal.read(fields.get("filter_xml")),
        state instanceof Value.Text(var word) ? Optional.of(word) : Optional.empty(),
        ((Value.Bool) Marshal.read(fields.get("shared_xml"))).value());
    return fields.containsKey("computer_partition_id")
        ? partition(fields).request(request)
        : slap.registerOpenOrder().request(request);
  }
}

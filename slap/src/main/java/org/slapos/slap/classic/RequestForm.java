package org.slapos.slap.classic;

import org.slapos.slap.InstanceRequest;
import org.slapos.slap.http.Form;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The fields of {@code requestComputerPartition}, in the order of the reference. */
final class RequestForm {
  private RequestForm() {}

  static Form ofUser(InstanceRequest request) {
    return Form.of("software_release", request.softwareRelease())
        .with("partition_reference", request.reference())
        .with("partition_parameter_xml", Marshal.write(request.parameters()))
        .with("filter_xml", Marshal.write(request.filter()))
        .with("software_type", request.softwareType())
        .with("state", state(request))
        .with("shared_xml", shared(request));
  }

  static Form ofPartition(PartitionId partition, InstanceRequest request) {
    return partition.form()
        .with("software_release", request.softwareRelease())
        .with("software_type", request.softwareType())
        .with("partition_reference", request.reference())
        .with("shared_xml", shared(request))
        .with("partition_parameter_xml", Marshal.write(request.parameters()))
        .with("filter_xml", Marshal.write(request.filter()))
        .with("state", state(request));
  }

  private static String state(InstanceRequest request) {
    return Marshal.write(request.state().<Value>map(Value.Text::new).orElse(Value.None.NONE));
  }

  private static String shared(InstanceRequest request) {
    return Marshal.write(new Value.Bool(request.shared()));
  }
}

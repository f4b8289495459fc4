package org.slapos.master.multimaster;

import java.util.LinkedHashMap;
import org.slapos.slap.http.Form;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The form in which a request goes on to another Master. */
final class ForwardedForm {
  private ForwardedForm() {}

  static Form of(InstanceRequest request, String title, ExternalMaster master) {
    var requester = master.requester();
    return Form.empty()
        .with("computer_id", requester.map(id -> id.computer()))
        .with("computer_partition_id", requester.map(id -> id.partition()))
        .with("software_release", request.softwareRelease())
        .with("software_type", request.softwareType())
        .with("partition_reference", title)
        .with("shared_xml", Marshal.write(new Value.Bool(request.shared())))
        .with("partition_parameter_xml", Marshal.write(request.parameters()))
        .with("filter_xml", Marshal.write(requester.isPresent() ? request.filter() : withSource(request, title)))
        .with(
            "state",
            Marshal.write(request.state().<Value>map(state -> new Value.Text(state.wireName())).orElse(Value.None.NONE)));
  }

  private static Value withSource(InstanceRequest request, String title) {
    var filter = new LinkedHashMap<>(request.filter().entries());
    filter.put(new Value.Text("source_instance_id"), new Value.Text(title));
    return new Value.Dict(filter);
  }
}

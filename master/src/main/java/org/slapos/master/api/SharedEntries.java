package org.slapos.master.api;

import java.util.LinkedHashMap;
import java.util.List;
import org.slapos.master.domain.SharedInstance;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What a host is told about its shared instances, {@code slave_instance_list}. */
public final class SharedEntries {
  private SharedEntries() {}

  public static Value list(List<SharedInstance> listed) {
    return new Value.ListValue(listed.stream().map(SharedEntries::entry).toList());
  }

  /** Requested parameters keep their types and win over the keys of ours. */
  private static Value entry(SharedInstance shared) {
    var entry = new LinkedHashMap<Value, Value>();
    entry.put(new Value.Text("slave_title"), new Value.Text(shared.reference()));
    entry.put(new Value.Text("slave_reference"), new Value.Text(shared.reference()));
    entry.put(new Value.Text("slap_software_type"), new Value.Text(shared.softwareType()));
    if (Marshal.read(shared.parameters()) instanceof Value.Dict parameters) {
      entry.putAll(parameters.entries());
    }
    return new Value.Dict(entry);
  }
}

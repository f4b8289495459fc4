package org.slapos.bench.server;

import java.net.URI;
import java.util.Map;
import org.slapos.fakes.NodeDescription;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** Makes the Master know a computer with many partitions. */
public final class FormattedComputer {
  public static final String ID = "COMP-0";
  public static final String RELEASE = "http://release.invalid/bench/software.cfg";

  private final Slap slap;

  public FormattedComputer(URI master, int partitions) {
    this.slap = ClassicSlap.connect(ConnectionSettings.of(master.toString()), Map.of());
    slap.registerComputer(ID).updateConfiguration(NodeDescription.of(ID, partitions));
  }

  /** Requests that many instances, each with parameters of a usual size. */
  public void use(int instances) {
    var parameters = Value.Dict.builder()
        .put("domain", "www.example.org")
        .put("url", "http://backend.example.org:8080/path")
        .put("_", "{\"threads\": 4, \"backup\": {\"periodicity\": \"daily\", \"keep\": 7}}")
        .build();
    for (int i = 0; i < instances; i++) {
      slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "used " + i).withParameters(parameters));
    }
  }
}

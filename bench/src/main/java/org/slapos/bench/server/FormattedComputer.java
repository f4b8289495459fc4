package org.slapos.bench.server;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Makes the Master know a computer with many partitions. */
public final class FormattedComputer {
  public static final String ID = "COMP-0";
  public static final String RELEASE = "http://release.invalid/bench/software.cfg";

  private final Slap slap;

  public FormattedComputer(URI master, int partitions) {
    this.slap = ClassicSlap.connect(ConnectionSettings.of(master.toString()), Map.of());
    slap.registerComputer(ID).updateConfiguration(document(ID, partitions));
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

  /** What a node says of a computer, as XML. */
  static String document(String computer, int partitions) {
    return Marshal.write(Value.Dict.builder()
        .put("reference", computer)
        .put("address", "127.0.0.1")
        .put("netmask", "255.0.0.0")
        .put("partition_list", new Value.ListValue(
            IntStream.range(0, partitions).mapToObj(FormattedComputer::partition).toList()))
        .build());
  }

  private static Value partition(int number) {
    Value address = Value.Dict.builder()
        .put("addr", "10.%d.%d.%d".formatted(number >> 16, number >> 8 & 255, number & 255))
        .put("netmask", "255.255.255.255")
        .build();
    return Value.Dict.builder()
        .put("reference", "slappart" + number)
        .put("address_list", new Value.ListValue(List.of(address)))
        .put("tap", Value.Dict.builder().put("name", "tap" + number).build())
        .build();
  }
}

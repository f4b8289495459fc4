package org.slapos.bench.micro;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The document of {@code getFullComputerInformation} for a computer of 100 partitions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ComputerDocument {
  private static final int PARTITIONS = 100;

  private final Value computer = computer();
  private final String document = Marshal.write(computer);

  @Benchmark
  public String write() {
    return Marshal.write(computer);
  }

  @Benchmark
  public Value read() {
    return Marshal.read(document);
  }

  private static Value computer() {
    return Value.Dict.builder()
        .put("reference", "COMP-0")
        .put("partition_list", new Value.ListValue(
            IntStream.range(0, PARTITIONS).mapToObj(ComputerDocument::partition).toList()))
        .build();
  }

  private static Value partition(int number) {
    Value address = new Value.Tuple(List.of(new Value.Text("tap" + number), new Value.Text("10.0.0." + number)));
    var parameters = Value.Dict.builder()
        .put("ip_list", new Value.ListValue(List.of(address)))
        .put("instance_title", "instance " + number)
        .put("root_instance_title", "instance " + number)
        .put("slap_software_type", "default")
        .put("timestamp", "1795393817")
        .put("_", "{\"threads\": 4, \"backup\": {\"periodicity\": \"daily\", \"keep\": 7}}")
        .build();
    return Value.Dict.builder()
        .put("partition_id", "slappart" + number)
        .put("requested_state", "started")
        .put("parameter_dict", parameters)
        .put("need_modification", new Value.Bool(true))
        .build();
  }
}

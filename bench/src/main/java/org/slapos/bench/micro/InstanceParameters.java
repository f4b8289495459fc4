package org.slapos.bench.micro;

import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Instance XML of ten parameters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InstanceParameters {
  private static final int PARAMETERS = 10;

  private final Value.Dict parameters = parameters();
  private final String document = InstanceXml.write(parameters);

  @Benchmark
  public String write() {
    return InstanceXml.write(parameters);
  }

  @Benchmark
  public SequencedMap<String, Optional<String>> read() {
    return InstanceXml.read(document);
  }

  private static Value.Dict parameters() {
    var builder = Value.Dict.builder();
    for (int i = 0; i < PARAMETERS; i++) {
      builder.put("parameter-" + i, "http://backend.example.org:808" + i + "/a path/with <signs> & blanks");
    }
    return builder.build();
  }
}

package org.slapos.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class TemperaturesTest {
  private static final String OUTPUT = """
      coretemp-isa-0000
      Adapter: ISA adapter
      Package id 0:
        temp1_input: 46.000
        temp1_max: 80.000
        temp1_crit: 100.000
        temp1_crit_alarm: 0.000
      Core 0:
        temp2_input: 88.500
        temp2_max: 80.000
        temp2_crit: 100.000

      acpitz-acpi-0
      Adapter: ACPI interface
      temp1:
        temp1_input: 27.800
      """;

  @Test
  void each_input_is_a_reading_named_by_its_chip_with_the_limits_it_reached() {
    assertThat(Temperatures.parse(OUTPUT)).containsExactly(
        new Temperatures.Reading("coretemp-isa-0000 Package id 0:", 46.0, 0),
        new Temperatures.Reading("coretemp-isa-0000 Core 0:", 88.5, 1),
        new Temperatures.Reading("acpitz-acpi-0 temp1:", 27.8, 0));
  }

  @Test
  void without_the_program_or_without_sensors_there_are_no_readings() {
    assertThat(Temperatures.read(programs(false, 0, ""))).isEmpty();
    assertThat(Temperatures.read(programs(true, 1, "No sensors found!"))).isEmpty();
    assertThat(Temperatures.read(programs(true, 0, OUTPUT))).hasSize(3);
  }

  private static Programs programs(boolean installed, int status, String output) {
    return new Programs() {
      @Override
      public Result run(List<String> command, LongConsumer started) {
        return new Result(status, output, "");
      }

      @Override
      public boolean has(String name) {
        return installed;
      }
    };
  }
}

package org.slapos.master.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTest {

  @Test
  void reads_as_a_python_float() {
    assertThat(new Timestamp(1_795_393_008_029_221L).text()).isEqualTo("1795393008.029221");
    assertThat(new Timestamp(1_795_393_008_100_000L).text()).isEqualTo("1795393008.1");
    assertThat(new Timestamp(12_000_000L).text()).isEqualTo("12.0");
    assertThat(new Timestamp(1_800_000_000_000_000L).text()).isEqualTo("1800000000.0");
    assertThat(Timestamp.of(Instant.ofEpochSecond(5, 1_999)).text()).isEqualTo("5.000001");
  }
}

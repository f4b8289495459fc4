package org.slapos.grid.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromiseDateTest {
  @Test
  void a_date_is_read_as_it_is_written() {
    var date = Instant.parse("2026-11-23T00:10:21Z");
    assertThat(PromiseDate.text(date)).isEqualTo("2026-11-23T00:10:21+0000");
    assertThat(PromiseDate.read("2026-11-23T00:10:21+0000")).isEqualTo(date);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "2026-11-23T00:10:21Z", "2026-11-23T00:10:21+0100", "2026-13-23T00:10:21+0000", "2026-11-23 00:10:21+0000",
    "+026-11-23T00:10:21+0000", "2026-11-23T00:10:2x+0000"
  })
  void anything_else_is_refused(String text) {
    assertThatThrownBy(() -> PromiseDate.read(text)).isInstanceOf(DateTimeException.class);
  }
}

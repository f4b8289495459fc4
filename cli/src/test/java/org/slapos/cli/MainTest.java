package org.slapos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void programs_that_a_command_starts_find_the_locale_that_was_set() {
    assertThat(Main.asFound(Map.of("A", "1", "LC_ALL", "C.UTF-8", "SLAPOS_LC_ALL", "de_DE.UTF-8")))
        .isEqualTo(Map.of("A", "1", "LC_ALL", "de_DE.UTF-8"));
    assertThat(Main.asFound(Map.of("LANG", "C", "LC_ALL", "C.UTF-8", "SLAPOS_LC_ALL", ""))).isEqualTo(Map.of("LANG", "C"));
    assertThat(Main.asFound(Map.of("LC_ALL", "de_DE"))).isEqualTo(Map.of("LC_ALL", "de_DE"));
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slapos.testing.reference.ReferenceVersion;

class ReferenceEnvironmentTest {
  @ParameterizedTest
  @EnumSource
  void the_reference_runs_and_is_the_version_it_is_meant_to_be(ReferenceVersion version) throws Exception {
    var environment = AssumedReference.of(version);
    var process = new ProcessBuilder(environment.executable("slapos").toString(), "--version")
        .redirectErrorStream(true)
        .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output).contains(version.version());
    assertThatThrownBy(() -> environment.executable("no-such-program")).isInstanceOf(IllegalStateException.class);
  }
}

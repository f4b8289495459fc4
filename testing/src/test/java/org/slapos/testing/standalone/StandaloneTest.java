package org.slapos.testing.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.wire.Value;

class StandaloneTest {
  private static final String FAILING = Path.of("../samples/failing/software.cfg").toAbsolutePath().normalize().toString();

  private static InstanceRequest failing(String failure) {
    return InstanceRequest.of(FAILING, "it").withParameters(Value.Dict.ofTexts(Map.of("failure", failure)));
  }

  @Test
  void what_fails_is_told_with_its_reason_and_closing_ends_everything() throws IOException {
    Path folder;
    List<ProcessHandle> running;
    var slapos = Standalone.start();
    try (slapos) {
      slapos.install(FAILING);
      var partition = slapos.deploy(failing("none"), Duration.ofMinutes(2));
      folder = slapos.partitionFolder(partition).getParent();
      assertThatThrownBy(() -> slapos.deploy(failing("promise"), Duration.ZERO))
          .isInstanceOf(DeploymentException.class)
          .hasMessageContaining("the promise fails, as requested");
      running = supervisord(folder).descendants().toList();
      assertThat(supervisord(folder).isAlive()).isTrue();
    }
    assertThat(running).noneMatch(ProcessHandle::isAlive);
    assertThat(folder.getParent()).doesNotExist();
    assertThatThrownBy(() -> slapos.masterUrl().toURL().openStream()).isInstanceOf(ConnectException.class);
    slapos.close();
    assertThatThrownBy(() -> slapos.settle(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_release_that_cannot_be_built_says_why(@TempDir Path folder) throws IOException {
    Path profile = Files.writeString(folder.resolve("software.cfg"), "[buildout]\nparts = absent\n");
    try (var slapos = Standalone.start(StandaloneSettings.usual().in(folder.resolve("s")))) {
      assertThatThrownBy(() -> slapos.install(profile.toString()))
          .isInstanceOf(DeploymentException.class).hasMessageContaining("absent");
    }
    assertThat(folder.resolve("s/master.db")).exists();
  }

  @Test
  void a_path_that_is_too_long_for_a_socket_is_refused(@TempDir Path folder) {
    var settings = StandaloneSettings.usual().in(folder.resolve("x".repeat(100)));
    assertThatThrownBy(() -> Standalone.start(settings)).hasMessageContaining("too long");
  }

  private static ProcessHandle supervisord(Path instances) throws IOException {
    return ProcessHandle.of(Long.parseLong(Files.readString(instances.resolve("var/run/supervisord.pid")).strip()))
        .orElseThrow();
  }
}

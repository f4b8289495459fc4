package org.slapos.testing.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.wire.Value;

/** The sample release, tested as its authors would: built once by the real buildout, deployed, changed, destroyed. */
@SlaposTest(software = "../samples/hello/software.cfg", partitions = 2)
class HelloReleaseTest {
  private static final String HELLO = Path.of("../samples/hello/software.cfg").toAbsolutePath().normalize().toString();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static InstanceRequest greeting(String words) {
    return InstanceRequest.of(HELLO, "hello").withParameters(Value.Dict.ofTexts(Map.of("greeting", words)));
  }

  private static String page(String url) throws IOException {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_instance_is_deployed_changed_and_destroyed(Standalone slapos, Slap slap) throws IOException {
    var hello = slapos.deploy(greeting("Bonjour"), PATIENCE);
    assertThat(page(hello.connectionParameter("url"))).isEqualTo("Bonjour from slappart0");
    assertThat(slapos.services()).containsExactly("slappart0:httpd-on-watch RUNNING");
    assertThat(slapos.softwareFolder(HELLO)).isDirectory();

    var changed = slapos.deploy(greeting("Servus"), PATIENCE);
    assertThat(changed.connectionParameters()).containsEntry("greeting", "Servus");
    assertThat(page(changed.connectionParameter("url"))).isEqualTo("Servus from slappart0");

    slapos.destroy(greeting("Servus"), PATIENCE);
    assertThat(slapos.partitionFolder(hello)).isEmptyDirectory();
    assertThat(slapos.services()).isEmpty();
    assertThat(slap.registerComputerPartition(slapos.computerId(), "slappart0").softwareRelease()).isEmpty();
  }
}

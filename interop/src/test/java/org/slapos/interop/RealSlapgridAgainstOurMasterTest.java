package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ReferenceEnvironment;

/** The node agent of the reference with our Master, and in a folder that our agent has made. */
class RealSlapgridAgainstOurMasterTest {
  private static final String RELEASE = TestNode.sample("hello/software.cfg");

  @TempDir
  private Path folder;

  private ReferenceEnvironment reference;
  private Master master;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    reference = AssumedReference.newest();
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 2).unprivileged();
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
    if (master != null) {
      master.close();
    }
  }

  @Test
  void hello_is_deployed_by_the_real_slapgrid() throws IOException {
    theirs("node", "format", "--now").ended(0);
    theirs("supply", RELEASE, TestNode.COMPUTER).ended(0);
    theirs("node", "software").ended(0);
    String url = "http://127.0.0.1:" + request() + "/";
    theirs("node", "instance").ended(0);
    assertThat(partition().connectionParameters()).containsEntry("url", url).containsEntry("greeting", "Salut");
    assertThat(get(url)).isEqualTo("Salut from slappart0");
    theirs("node", "instance").ended(0);
  }

  @Test
  void the_real_tools_take_over_a_folder_that_ours_have_made() throws IOException {
    node.slapos("node", "format", "--now").ended(0);
    node.slapos("supply", RELEASE, TestNode.COMPUTER).ended(0);
    node.slapos("node", "software").ended(0);
    String url = "http://127.0.0.1:" + request() + "/";
    node.slapos("node", "instance").ended(0);
    String pid = pidOfHttpd(node.slapos("node", "status").out());

    CommandRun software = theirs("node", "software").ended(0);
    assertThat(software.err()).doesNotContain("Installing software release");
    CommandRun instance = theirs("node", "instance").ended(0);
    assertThat(instance.err()).contains("Checking slappart0 promises...").doesNotContain("Installing Computer Partition");
    assertThat(pidOfHttpd(theirs("node", "status").out())).as("the service was left alone").isEqualTo(pid);
    assertThat(get(url)).isEqualTo("Salut from slappart0");

    theirs("node", "instance", "--force").ended(0);
    assertThat(node.slapos("node", "instance").ended(0).err()).doesNotContain("Installing Computer Partition");
  }

  private int request() {
    int port = TestNode.freePort();
    var parameters = Value.Dict.builder().put("greeting", "Salut").put("port", Integer.toString(port)).build();
    ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of())
        .registerOpenOrder()
        .request(InstanceRequest.of(RELEASE, "hello").withParameters(parameters));
    return port;
  }

  private ComputerPartition partition() {
    return ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of())
        .registerComputerPartition(TestNode.COMPUTER, "slappart0");
  }

  private static String pidOfHttpd(String status) {
    Matcher line = Pattern.compile("slappart0:httpd-on-watch +RUNNING +pid (\\d+)").matcher(status);
    assertThat(line.find()).as(status).isTrue();
    return line.group(1);
  }

  private CommandRun theirs(String... arguments) {
    return node.run(reference.executable("slapos"), arguments);
  }

  private static String get(String url) throws IOException {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

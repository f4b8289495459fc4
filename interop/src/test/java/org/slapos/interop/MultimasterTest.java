package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.multimaster.ExternalMaster;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ProxyProcess;

/** Our Master forwards to the reference's slapproxy, and the reference's to ours. */
class MultimasterTest {
  private static final String RELEASE = "http://sr.example/forwarded/software.cfg";

  @TempDir
  private Path folder;

  private Master start(int port, String externalUrl) {
    var external = List.of(new ExternalMaster(
        externalUrl, Set.of(RELEASE), Optional.empty(), Optional.empty(), Optional.empty()));
    return Master.start(MasterSettings.local(folder.resolve("ours.db"), port, "COMP-0")
        .with(new MasterServices(Optional.empty(), Optional.empty(), external)));
  }

  private static Slap connect(String url) {
    return ClassicSlap.connect(ConnectionSettings.of(url), Map.of());
  }

  private static void format(Slap slap, String computer) {
    slap.registerComputer(computer).updateConfiguration(Marshal.write(Value.Dict.builder()
        .put("reference", computer)
        .put("address", "127.0.0.1")
        .put("netmask", "255.0.0.0")
        .put("partition_list", new Value.ListValue(List.of(Value.Dict.builder()
            .put("reference", "xpart0")
            .put("tap", Value.Dict.builder().put("name", "tap0").build())
            .put("address_list", new Value.ListValue(List.of()))
            .build())))
        .build()));
  }

  private static InstanceRequest request(String title) {
    return InstanceRequest.of(RELEASE, title);
  }

  @Test
  void instances_of_the_reference_are_requested_through_us() {
    try (var external = ProxyProcess.start(AssumedReference.newest(), folder);
        var master = start(0, external.url())) {
      var theirs = connect(external.url());
      format(theirs, ProxyProcess.COMPUTER_ID);
      var ours = connect(master.url().toString());

      var instance = ours.registerOpenOrder().request(request("one"));
      assertThat(instance.id()).isEqualTo("xpart0");
      theirs.registerComputerPartition(ProxyProcess.COMPUTER_ID, "xpart0")
          .setConnectionParameters(Map.of("url", "http://ext.example/"));
      assertThat(ours.registerOpenOrder().request(request("one")).connectionParameters())
          .containsEntry("url", "http://ext.example/");

      assertThatThrownBy(() -> ours.registerOpenOrder().request(request("two")))
          .isInstanceOf(SlapException.class)
          .hasMessageContaining("No free computer partition found");
    }
  }

  @Test
  void our_instances_are_requested_through_the_reference() {
    var environment = AssumedReference.newest();
    try (var master = Master.start(MasterSettings.local(folder.resolve("ours.db"), 0, "COMP-0"));
        var proxy = ProxyProcess.start(environment, folder, forwardingTo(master.url().toString()))) {
      var ours = connect(master.url().toString());
      format(ours, "COMP-0");
      var theirs = connect(proxy.url());
      var instance = theirs.registerOpenOrder().request(request("one"));
      assertThat(instance.id()).isEqualTo("xpart0");
      assertThat(ours.registerComputer("COMP-0").partitions().getFirst().instanceParameters().text("instance_title"))
          .contains("user_one");

      var insisting = request("two")
          .withFilter(Value.Dict.builder().put("master_url", master.url().toString()).build());
      assertThatThrownBy(() -> theirs.registerOpenOrder().request(insisting)).isInstanceOf(SlapException.class);
      var destroyed = theirs.registerOpenOrder().request(request("one").withState(RequestedState.DESTROYED));
      assertThat(destroyed.state()).isEqualTo("destroyed");
    }
  }

  @Test
  void a_loop_through_the_reference_ends() throws IOException {
    var environment = AssumedReference.newest();
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (var proxy = ProxyProcess.start(environment, folder, forwardingTo("http://127.0.0.1:" + port));
        var _ = start(port, proxy.url())) {
      assertThatThrownBy(() -> connect("http://127.0.0.1:" + port).registerOpenOrder().request(request("one")))
          .isInstanceOf(SlapException.class)
          .hasMessageContaining("The external SlapOS Master " + proxy.url() + " answered");
      assertThatThrownBy(() -> connect(proxy.url()).registerOpenOrder().request(request("two")))
          .isInstanceOf(SlapException.class);
    }
  }

  private static String forwardingTo(String url) {
    return """
        [multimaster/%s]
        software_release_list =
          %s
        """.formatted(url, RELEASE);
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.NodeDescription;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.jsonrpc.JsonRpcSlap;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ProxyProcess;

/** The library over the JSON entry points: a life of a node and its instances, with either Master. */
class JsonRpcLibraryTest {
  private static final String JOURNAL =
      """
      <?xml version='1.0' encoding='utf-8'?><journal><transaction type="Sale Packing List"><title>Resource consumptions</title>\
      <start_date></start_date><stop_date>2026-11-24 at 23:59:59</stop_date><reference>COMP-0</reference><currency></currency>\
      <payment_mode></payment_mode><category>None</category><arrow type="Administration"/><movement><resource>disk</resource>\
      <quantity>1.5</quantity><price>0.0</price><VAT></VAT></movement></transaction></journal>
      """.strip();

  private static final String COMPUTER = ProxyProcess.COMPUTER_ID;
  private static final String RELEASE = "http://sr.example/demo/software.cfg";

  @TempDir
  private Path folder;

  @Test
  void a_node_and_its_instances_live_with_the_slapproxy_of_the_reference() {
    try (var proxy = ProxyProcess.start(AssumedReference.newest(), folder)) {
      live(proxy.url());
    }
  }

  @Test
  void a_node_and_its_instances_live_with_our_master() {
    try (var master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, COMPUTER))) {
      live(master.url().toString());
      assertThat(connect(master.url().toString()).registerComputerPartition(COMPUTER, "slappart0").accessStatus())
          .contains("#access Instance correctly started");
    }
  }

  private static Slap connect(String url) {
    return JsonRpcSlap.connect(ConnectionSettings.of(url), Map.of());
  }

  private void live(String url) {
    var slap = connect(url);
    assertThat(slap.registerComputer(COMPUTER).updateConfiguration(NodeDescription.of(COMPUTER, 3))).isEqualTo("Formatted");
    releasesComeAndGo(slap);
    var root = instancesAreRequested(slap);
    childrenBelongToTheirTree(slap, root);
    sharedInstancesAreServed(slap, root);
    whatDoesNotExistIsNotFound(slap);
    instancesAreDestroyed(slap);
    assertThat(slap.hateoasUrl()).contains(url + "hateoas/");
    root.started();
    assertThat(slap.openOrders()).containsEntry("shop", RELEASE);
    slap.registerComputer(COMPUTER).reportUsage(JOURNAL);
    slap.registerComputer(COMPUTER).bang("reboot");
    assertThat(slap.registerComputer(COMPUTER).generateCertificate().certificate()).isEmpty();
  }

  private static void releasesComeAndGo(Slap slap) {
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.AVAILABLE);
    var release = slap.registerComputer(COMPUTER).softwareReleases().getFirst();
    assertThat(release.url()).isEqualTo(RELEASE);
    assertThat(release.state()).isEqualTo(SoftwareRelease.State.AVAILABLE);
    release.building();
    release.available();
    release.error("é boom");
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.DESTROYED);
    slap.registerComputer(COMPUTER).softwareReleases().getFirst().destroyed();
    assertThat(slap.registerComputer(COMPUTER).softwareReleases()).isEmpty();
  }

  private static ComputerPartition instancesAreRequested(Slap slap) {
    var request = InstanceRequest.of(RELEASE, "shop").withParameters(Value.Dict.ofTexts(Map.of("colour", "blü")));
    var root = slap.registerOpenOrder().request(request);
    assertThat(root.id()).isEqualTo("slappart0");
    assertThat(root.state()).isEqualTo("started");
    assertThat(root.instanceGuid()).isEqualTo("shop______0");
    assertThat(root.instanceParameters().text("colour")).contains("blü");
    assertThat(root.instanceParameters().get("ip_list")).contains(new Value.ListValue(List.of(
        new Value.Tuple(List.of(new Value.Text("tap0"), new Value.Text("10.0.0.0"))))));
    root.setConnectionParameters(Map.of("url", "http://shop/"));
    root.bang("something is wrong");
    var same = slap.registerComputerPartition(COMPUTER, "slappart0");
    assertThat(same.connectionParameters()).isEqualTo(Map.of("url", "http://shop/"));
    assertThat(same.softwareRelease()).get().extracting(SoftwareRelease::url).isEqualTo(RELEASE);
    assertThat(slap.registerOpenOrder().information("shop").connectionParameters()).containsKey("url");
    return same;
  }

  private static void childrenBelongToTheirTree(Slap slap, ComputerPartition root) {
    var child = root.request(InstanceRequest.of(RELEASE, "database").withState(RequestedState.STOPPED));
    assertThat(child.state()).isEqualTo("stopped");
    assertThat(child.instanceGuid()).isEqualTo("database___shop___0");
    child.stopped();
    assertThat(slap.registerComputer(COMPUTER).partitions()).extracting(ComputerPartition::id)
        .containsExactly("slappart0", "slappart1");
  }

  private static void sharedInstancesAreServed(Slap slap, ComputerPartition root) {
    var request = InstanceRequest.of(RELEASE, "guest").withParameters(Value.Dict.ofTexts(Map.of("name", "g"))).asShared();
    slap.registerOpenOrder().request(request);
    var host = slap.registerComputerPartition(root.computerId(), root.id());
    var guests = (Value.ListValue) host.instanceParameters().get("slave_instance_list").orElseThrow();
    var guest = (Value.Dict) guests.items().getFirst();
    assertThat(guest.text("name")).contains("g");
    host.setConnectionParameters(Map.of("url", "http://guest/"), guest.text("slave_reference").orElseThrow());
    assertThat(slap.registerOpenOrder().request(request).connectionParameters()).isEqualTo(Map.of("url", "http://guest/"));
  }

  private static void whatDoesNotExistIsNotFound(Slap slap) {
    assertThatThrownBy(() -> slap.registerComputer("COMP-9").softwareReleases())
        .isInstanceOf(NotFoundException.class).hasMessageContaining("COMP-9 is not registered.");
    assertThatThrownBy(() -> slap.registerOpenOrder().information("nothing")).isInstanceOf(NotFoundException.class);
    var free = slap.registerComputerPartition(COMPUTER, "slappart2");
    assertThat(free.state()).isEqualTo("destroyed");
    assertThat(free.softwareRelease()).isEmpty();
    assertThatThrownBy(() -> slap.softwareReleasesOfProduct("demo")).isInstanceOf(RequestRefusedException.class);
    var wrong = InstanceRequest.of(RELEASE, "x".repeat(201));
    assertThatThrownBy(() -> slap.registerOpenOrder().request(wrong))
        .isInstanceOf(RequestRefusedException.class).hasMessageContaining("is too long");
  }

  private static void instancesAreDestroyed(Slap slap) {
    slap.registerComputerPartition(COMPUTER, "slappart1").destroyed();
    assertThat(slap.registerComputer(COMPUTER).partitions()).extracting(ComputerPartition::id)
        .containsExactly("slappart0");
  }
}

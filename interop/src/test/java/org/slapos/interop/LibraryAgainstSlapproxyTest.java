package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.NodeDescription;
import org.slapos.slap.Certificate;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestedState;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ProxyProcess;

/** The library against the slapproxy of the reference: a life of a node and its instances. */
class LibraryAgainstSlapproxyTest {
  private static final String COMPUTER = ProxyProcess.COMPUTER_ID;
  private static final String RELEASE = "http://sr.example/demo/software.cfg";

  @TempDir
  private Path folder;

  private ProxyProcess proxy;
  private Slap slap;

  @BeforeEach
  void start() {
    proxy = ProxyProcess.start(AssumedReference.newest(), folder, """
        software_product_list =
          demo %s
        """.formatted(RELEASE));
    slap = ClassicSlap.connect(ConnectionSettings.of(proxy.url()), Map.of());
    assertThat(slap.registerComputer(COMPUTER).updateConfiguration(NodeDescription.of(COMPUTER, 3))).isEqualTo("done");
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
  }

  private static Value.Dict texts(String... keysAndValues) {
    var dict = Value.Dict.builder();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      dict.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return dict.build();
  }

  @Test
  void software_is_supplied_built_and_destroyed() {
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.AVAILABLE);
    var release = slap.registerComputer(COMPUTER).softwareReleases().getFirst();
    assertThat(release.url()).isEqualTo(RELEASE);
    assertThat(release.computerId()).isEqualTo(COMPUTER);
    release.building();
    release.error("cannot build ☃");
    release.available();
    slap.registerSupply().supply(RELEASE, COMPUTER, SoftwareRelease.State.DESTROYED);
    var doomed = slap.registerComputer(COMPUTER).softwareReleases().getFirst();
    assertThat(doomed.state()).isEqualTo(SoftwareRelease.State.DESTROYED);
    doomed.destroyed();
    assertThat(slap.registerComputer(COMPUTER).softwareReleases()).isEmpty();
    assertThat(slap.softwareReleasesOfProduct("demo")).containsExactly(RELEASE);
    assertThat(slap.softwareReleasesOfProduct("absent")).isEmpty();
  }

  @Test
  void an_instance_lives_from_request_to_destruction() {
    var order = slap.registerOpenOrder();
    var awkward = texts("a", "é<&>\"😀\nline", "_", "{\"x\": [1]}", "empty", "");
    var requested = order.request(InstanceRequest.of(RELEASE, "root").withParameters(awkward));
    assertThat(requested.id()).isEqualTo("slappart0");
    assertThat(requested.computerId()).isEqualTo(COMPUTER);
    assertThat(requested.state()).isEqualTo("started");
    assertThat(requested.type()).isEqualTo("default");
    assertThat(requested.softwareRelease().orElseThrow().url()).isEqualTo(RELEASE);

    var seen = slap.registerComputer(COMPUTER).partitions();
    assertThat(seen).hasSize(3);
    var partition = seen.getFirst();
    assertThat(partition.instanceParameters().text("a")).hasValue("é<&>\"😀\nline");
    assertThat(partition.instanceParameters().get("empty")).hasValue(Value.None.NONE);
    assertThat(partition.instanceParameters().text("instance_title")).hasValue("root");
    assertThat(partition.instanceGuid()).isEqualTo("COMP-0-slappart0");
    assertThat(seen.get(1).state()).isEqualTo("destroyed");
    assertThat(seen.get(1).softwareRelease()).isEmpty();

    partition.setConnectionParameters(Map.of("url", "http://[::1]/?a&b", "empty", ""));
    partition.started();
    partition.bang("again");
    partition.error("oops");
    assertThat(partition.certificate()).isEqualTo(new Certificate("", ""));
    var again = slap.registerComputerPartition(COMPUTER, "slappart0");
    assertThat(again.connectionParameters()).containsOnly(Map.entry("url", "http://[::1]/?a&b"));

    assertThat(order.request(InstanceRequest.of(RELEASE, "root").withState(RequestedState.STOPPED)).state())
        .isEqualTo("stopped");
    order.request(InstanceRequest.of(RELEASE, "root").withState(RequestedState.DESTROYED));
    partition.stopped();
    partition.destroyed();
    assertThat(slap.registerComputerPartition(COMPUTER, "slappart0").softwareRelease()).isEmpty();
  }

  @Test
  void a_partition_requests_in_its_own_name_and_is_renamed() {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    var child = root.request(InstanceRequest.of(RELEASE, "child").withType("other").withParameters(texts("k", "v")));
    assertThat(child.id()).isEqualTo("slappart1");
    assertThat(slap.registerComputerPartition(COMPUTER, "slappart1").instanceParameters().text("root_instance_title"))
        .hasValue("root");
    root.rename("renamed");
    assertThat(slap.registerComputerPartition(COMPUTER, "slappart0").instanceParameters().text("instance_title"))
        .hasValue("renamed");
    assertThatThrownBy(() -> root.setRelatedInstances(List.of("child"))).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(root::fullHostingIpAddresses).isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_shared_instance_has_the_parameters_published_for_it() {
    var order = slap.registerOpenOrder();
    var host = order.request(InstanceRequest.of(RELEASE, "host"));
    host.setConnectionParameters(Map.of("url", "of the host"));
    var shared = InstanceRequest.of(RELEASE, "shared").asShared().withParameters(texts("p", "q"));
    order.request(shared);
    var slaves = slap.registerComputerPartition(COMPUTER, "slappart0")
        .instanceParameters().get("slave_instance_list").orElseThrow();
    var slave = (Value.Dict) ((Value.ListValue) slaves).items().getFirst();
    assertThat(slave.text("p")).hasValue("q");
    host.setConnectionParameters(Map.of("url", "of the slave"), slave.text("slave_reference").orElseThrow());

    var answer = order.request(shared);
    assertThat(answer.state()).isEqualTo("started");
    assertThat(answer.connectionParameters()).containsOnly(Map.entry("url", "of the slave"));
  }

  @Test
  void the_users_view_comes_through_hateoas() {
    var slapWithRest = ClassicSlap.connect(
        ConnectionSettings.of(proxy.url()).withRestUrl(URI.create(proxy.url() + "hateoas")),
        Map.of());
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "web shop é").withParameters(texts("a", "b")))
        .setConnectionParameters(Map.of("url", "u"));
    assertThat(slapWithRest.openOrders()).containsExactly(Map.entry("web shop é", RELEASE));
    assertThat(slapWithRest.computers()).containsExactly(Map.entry(COMPUTER, COMPUTER));
    assertThat(slapWithRest.registerComputer(COMPUTER).information().reference()).isEqualTo(COMPUTER);
    var tree = slapWithRest.registerOpenOrder().information("web shop é");
    assertThat(tree.softwareReleaseUrl()).isEqualTo(RELEASE);
    assertThat(tree.requestedState()).hasValue("started");
    assertThat(tree.shared()).isFalse();
    assertThat(tree.instanceParameters()).isEqualTo(Map.of("a", Optional.of("b")));
    assertThat(tree.connectionParameters()).isEqualTo(Map.of("url", Optional.of("u")));
    assertThatThrownBy(() -> slapWithRest.registerOpenOrder().information("nobody")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusals_are_told_apart() {
    assertThatThrownBy(() -> slap.registerOpenOrder().request(
            InstanceRequest.of(RELEASE, "x").withFilter(texts("computer_guid", "COMP-9"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("No free computer partition found for: x");
    assertThatThrownBy(() -> slap.registerComputer("COMP-9").partitions()).isInstanceOf(ServerErrorException.class);
    assertThatThrownBy(() -> slap.registerComputer(COMPUTER).status()).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(slap.registerToken()::request).isInstanceOf(SlapException.class);
  }
}

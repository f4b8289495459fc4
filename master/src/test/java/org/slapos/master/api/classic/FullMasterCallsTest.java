package org.slapos.master.api.classic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.RequestedState;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The calls that the reference's proxy answers with 404, and clients make all the same. */
class FullMasterCallsTest {
  private static final String RELEASE = NodeClient.RELEASE;

  @TempDir Path folder;
  private Master master;
  private NodeClient node;
  private Slap slap;

  @BeforeEach
  void start() {
    master = Master.start(new MasterSettings(
        folder.resolve("proxy.db"), MasterSettings.LOOPBACK, 0, "COMP-0", Map.of("demo", RELEASE)));
    node = new NodeClient(master.url());
    node.format("COMP-0", 8);
    slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void instances_that_are_not_requested_any_more_are_destroyed_with_theirs() {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    root.request(InstanceRequest.of(RELEASE, "kept"));
    var dropped = root.request(InstanceRequest.of(RELEASE, "dropped"));
    var below = dropped.request(InstanceRequest.of(RELEASE, "below"));
    below.request(InstanceRequest.of(RELEASE, "further below"));
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "other"));
    root.setRelatedInstances(List.of("kept", "never requested"));
    assertThat(states()).containsExactlyInAnyOrderEntriesOf(Map.of(
        "root", "started", "kept", "started", "dropped", "destroyed", "below", "destroyed",
        "further below", "destroyed", "other", "started"));
  }

  @Test
  void a_destroyed_instance_that_is_requested_again_starts() {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    root.request(InstanceRequest.of(RELEASE, "child"));
    root.setRelatedInstances(List.of());
    assertThat(states()).containsEntry("child", "destroyed");
    root.request(InstanceRequest.of(RELEASE, "child").withState(RequestedState.STARTED));
    root.setRelatedInstances(List.of("child"));
    assertThat(states()).containsEntry("child", "started");
  }

  @Test
  void nodes_are_told_when_an_instance_is_no_longer_requested() {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    var child = root.request(InstanceRequest.of(RELEASE, "child"));
    var before = timestamp(child.id());
    root.setRelatedInstances(List.of());
    assertThat(timestamp(child.id())).isGreaterThan(before);
    var again = timestamp(child.id());
    root.setRelatedInstances(List.of());
    assertThat(timestamp(child.id())).isEqualTo(again);
  }

  @Test
  void shared_instances_that_are_not_requested_any_more_leave_their_host() {
    slap.registerOpenOrder().request(InstanceRequest.of("http://sr.example/host.cfg", "host"));
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "my_root"));
    root.request(InstanceRequest.of("http://sr.example/host.cfg", "kept").asShared());
    root.request(InstanceRequest.of("http://sr.example/host.cfg", "dropped").asShared());
    root.setRelatedInstances(List.of("kept"));
    var host = slap.registerComputerPartition("COMP-0", "slappart0");
    assertThat(host.instanceParameters().get("slave_instance_list").map(Object::toString).orElseThrow())
        .contains("my_root_kept").doesNotContain("dropped");
  }

  @Test
  void the_addresses_of_a_tree_are_those_of_all_its_partitions() {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    var child = root.request(InstanceRequest.of(RELEASE, "child"));
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "other"));
    assertThat(child.fullHostingIpAddresses()).isEqualTo(root.fullHostingIpAddresses())
        .extracting(ComputerPartition.InterfaceAddress::address).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void the_status_is_what_was_reported_last() {
    node.supply("COMP-0", RELEASE);
    slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    var computer = slap.registerComputer("COMP-0");
    assertThat(computer.status().text("text")).contains("#error no data found for COMP-0");
    computer.softwareReleases().getFirst().building();
    assertThat(text("/getSoftwareInstallationStatus?computer_id=COMP-0&url=" + RELEASE)).isEqualTo("#building " + RELEASE + " building");
    computer.softwareReleases().getFirst().available();
    assertThat(computer.status().text("text")).contains("#access " + RELEASE + " available");
    slap.registerComputerPartition("COMP-0", "slappart0").error("one\ntwo");
    assertThat(text("/getComputerPartitionStatus?computer_id=COMP-0&computer_partition_id=slappart0"))
        .isEqualTo("#error two");
    assertThat(computer.status().text("created_at").orElseThrow()).endsWith(" GMT");
  }

  @Test
  void a_requested_computer_is_known_before_its_first_format() {
    var computer = slap.registerOpenOrder().requestComputer("My Node");
    assertThat(computer.id()).isEqualTo("My Node");
    assertThat(computer.partitions()).isEmpty();
    assertThat(slap.computers()).containsKey("My Node");
    node.format("My Node", 1);
    assertThat(slap.registerOpenOrder().requestComputer("My Node").partitions()).hasSize(1);
  }

  @Test
  void certificates_are_empty_where_nobody_is_asked_for_one() {
    var computer = slap.registerComputer("COMP-0");
    assertThat(computer.generateCertificate().certificate()).isEmpty();
    computer.revokeCertificate();
    assertThat(slap.registerComputerPartition("COMP-0", "slappart0").certificate().key()).isEmpty();
  }

  @Test
  void a_release_leads_to_those_of_its_product() {
    assertThat(slap.softwareReleasesOfProduct("demo")).containsExactly(RELEASE);
    assertThat(slap.softwareReleasesOfSameProduct(RELEASE)).containsExactly(RELEASE);
    assertThat(slap.softwareReleasesOfSameProduct("http://sr.example/none.cfg")).isEmpty();
  }

  @Test
  void the_hateoas_url_leads_to_the_documents() {
    node.request("shop");
    assertThat(slap.hateoasUrl()).contains(master.url() + "hateoas/");
    assertThat(slap.openOrders()).containsEntry("shop", RELEASE);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "GET | /getComputerStatus?computer_id=COMP-9 | COMP-9",
      "GET | /getComputerPartitionStatus?computer_id=COMP-0&computer_partition_id=nope | COMP-0/nope",
      "GET | /getSoftwareInstallationStatus?computer_id=COMP-0&url=u | The release u is not supplied",
      "GET | /getComputerPartitionCertificate?computer_id=COMP-0&computer_partition_id=nope | COMP-0/nope",
      "GET | /getHostingSubscriptionIpList?computer_id=COMP-0&computer_partition_id=slappart7 | COMP-0/slappart7",
      "POST | /generateComputerCertificate?computer_id=COMP-9 | COMP-9",
      "POST | /revokeComputerCertificate?computer_id=COMP-9 | COMP-9",
      "POST | /updateComputerPartitionRelatedInstanceList?computer_id=COMP-0&computer_partition_id=slappart7&instance_reference_xml=<marshal><list/></marshal> | COMP-0/slappart7"})
  void what_is_unknown_is_404_with_a_reason(String method, String call, String reason) {
    var question = call.indexOf('?');
    var answer = method.equals("GET")
        ? RawHttp.get(master.url(), call)
        : RawHttp.send(master.url(), "POST", call.substring(0, question),
            Map.of("Content-Type", "application/x-www-form-urlencoded"), call.substring(question + 1));
    assertThat(answer.status()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "<marshal><dictionary/></marshal> | not a list",
      "<marshal><list><int>1</int></list></marshal> | something else than texts",
      "<marshal> | Field instance_reference_xml"})
  void a_list_of_titles_that_is_none_changes_nothing(String document, String reason) {
    var root = slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, "root"));
    root.request(InstanceRequest.of(RELEASE, "child"));
    var answer = node.post("/updateComputerPartitionRelatedInstanceList", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", root.id(), "instance_reference_xml", document));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
    assertThat(states()).containsEntry("child", "started");
  }

  private Map<String, String> states() {
    var states = new TreeMap<String, String>();
    for (var partition : slap.registerComputer("COMP-0").partitions()) {
      if (partition.softwareRelease().isPresent()) {
        states.put(partition.instanceParameters().text("instance_title").orElseThrow(), partition.state());
      }
    }
    return states;
  }

  private double timestamp(String partition) {
    var parameters = slap.registerComputerPartition("COMP-0", partition).instanceParameters();
    return Double.parseDouble(parameters.text("timestamp").orElseThrow());
  }

  private String text(String target) {
    return ((Value.Dict) Marshal.read(RawHttp.get(master.url(), target).body())).text("text").orElseThrow();
  }
}

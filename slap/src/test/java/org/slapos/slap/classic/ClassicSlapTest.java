package org.slapos.slap.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.slap.Certificate;
import org.slapos.slap.ComputerPartition.InterfaceAddress;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.ForbiddenException;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ResourceNotReadyException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.Slap;
import org.slapos.slap.SlapException;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.http.FakeTransport;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

class ClassicSlapTest {
  private static final String REGISTER = "/m/registerComputerPartition";
  private static final String REQUEST = "/m/requestComputerPartition";
  private static final String LISTING = "/m/getFullComputerInformation";

  private final FakeTransport master = new FakeTransport();
  private final Slap slap = new ClassicSlap(master, "http://master:5000/m", Optional.empty(), Map.of());

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value list(Value... items) {
    return new Value.ListValue(List.of(items));
  }

  private static Value.Instance object(Value.SlapClass type, Value.Dict attributes, String... arguments) {
    var texts = List.of(arguments).stream().map(ClassicSlapTest::text).toList();
    return new Value.Instance(type, texts, Optional.of(attributes));
  }

  private static Value.Dict.Builder partitionAttributes() {
    return Value.Dict.builder()
        .put("_computer_id", "COMP-1")
        .put("_partition_id", "slappart0")
        .put("_request_dict", Value.None.NONE)
        .put("_instance_guid", "SOFTINST-1")
        .put("_requested_state", "started")
        .put("_software_release_document", object(
            Value.SlapClass.SOFTWARE_RELEASE,
            Value.Dict.builder().put("_software_release", "http://sr/").put("_computer_guid", "COMP-1").build()))
        .put("_parameter_dict", Value.Dict.builder().put("a", "b").put("slap_software_type", "typ").build())
        .put("_connection_dict", Value.Dict.builder().put("url", "http://x/").put("none", Value.None.NONE).build())
        .put("_access_status", "#access ok");
  }

  private static String partition(Value.Dict attributes) {
    return Marshal.write(object(Value.SlapClass.COMPUTER_PARTITION, attributes, "COMP-1", "slappart0"));
  }

  private static String instance(Value.Dict attributes) {
    return Marshal.write(object(Value.SlapClass.SOFTWARE_INSTANCE, attributes));
  }

  @Test
  void a_token_needs_hateoas_and_a_product_a_release() {
    assertThatThrownBy(() -> slap.registerToken().request()).isInstanceOf(RequestRefusedException.class);
    master.answering("/m/getSoftwareReleaseListFromSoftwareProduct?software_product_reference=kvm",
        Marshal.write(list(text("best"), text("other"))));
    master.answering("/m/getSoftwareReleaseListFromSoftwareProduct?software_product_reference=absent", Marshal.write(list()));
    assertThat(slap.softwareProducts().get("kvm")).isEqualTo("best");
    assertThatThrownBy(() -> slap.softwareProducts().get("absent")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_registered_partition_asks_once_and_only_when_needed() {
    master.answering(REGISTER, partition(partitionAttributes().build()));
    var partition = slap.registerComputerPartition("COMP-1", "slappart0");
    assertThat(partition.id()).isEqualTo("slappart0");
    assertThat(partition.computerId()).isEqualTo("COMP-1");
    assertThat(master.sent()).isEmpty();

    assertThat(partition.instanceGuid()).isEqualTo("SOFTINST-1");
    assertThat(partition.state()).isEqualTo("started");
    assertThat(partition.type()).isEqualTo("typ");
    assertThat(partition.softwareRelease().orElseThrow().url()).isEqualTo("http://sr/");
    assertThat(partition.instanceParameters().text("a")).hasValue("b");
    assertThat(partition.connectionParameters()).containsOnly(Map.entry("url", "http://x/"));
    assertThat(partition.connectionParameter("url")).isEqualTo("http://x/");
    assertThatThrownBy(() -> partition.connectionParameter("zz")).isInstanceOf(NotFoundException.class)
        .hasMessageContaining("zz not found");
    assertThat(partition.accessStatus()).hasValue("#access ok");
    assertThat(partition.filter()).isEmpty();
    assertThat(master.sent()).containsExactly(
        "GET " + REGISTER + "?computer_reference=COMP-1&computer_partition_reference=slappart0");
  }

  @Test
  void a_failed_question_is_asked_again() {
    master.answering(REGISTER, 503, "");
    var partition = slap.registerComputerPartition("COMP-1", "slappart0");
    assertThatThrownBy(partition::state).isInstanceOf(ServerErrorException.class);
    master.answering(REGISTER, partition(partitionAttributes().build()));
    assertThat(partition.state()).isEqualTo("started");
  }

  @Test
  void a_free_partition_has_a_state_and_nothing_else() {
    master.answering(REGISTER, partition(Value.Dict.builder()
        .put("_requested_state", "destroyed")
        .put("_instance_guid", Value.None.NONE)
        .put("_software_release_document", Value.None.NONE)
        .build()));
    var partition = slap.registerComputerPartition("COMP-1", "slappart0");
    assertThat(partition.state()).isEqualTo("destroyed");
    assertThat(partition.softwareRelease()).isEmpty();
    assertThat(partition.instanceParameters()).isEqualTo(Value.Dict.EMPTY);
    assertThat(partition.connectionParameters()).isEmpty();
    assertThatThrownBy(partition::instanceGuid).isInstanceOf(ResourceNotReadyException.class);
    assertThatThrownBy(partition::type).isInstanceOf(ResourceNotReadyException.class);
  }

  @ParameterizedTest
  @CsvSource({"'',slappart0", "COMP-1,''"})
  void a_partition_without_name_is_not_found_and_nobody_is_asked(String computer, String partition) {
    assertThatThrownBy(() -> slap.registerComputerPartition(computer, partition)).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> slap.registerComputer("").partitions()).isInstanceOf(NotFoundException.class);
    assertThat(master.sent()).isEmpty();
  }

  @Test
  void old_masters_send_the_stored_connection_xml() {
    master.answering(REGISTER, partition(Value.Dict.builder()
        .put("_connection_dict", Value.None.NONE)
        .put("connection_xml", "<instance><parameter id=\"url\">u</parameter><parameter id=\"empty\"/></instance>")
        .build()));
    assertThat(slap.registerComputerPartition("C", "p").connectionParameters()).containsOnly(Map.entry("url", "u"));
  }

  @Test
  void an_answered_request_is_known_without_asking() {
    master.answering(REQUEST, instance(Value.Dict.builder()
        .put("_connection_dict", Value.Dict.builder().put("url", "u").build())
        .put("_parameter_dict", Value.Dict.builder().put("p", "q").build())
        .put("_requested_state", "started")
        .put("_instance_guid", "SOFTINST-2")
        .put("slap_computer_id", "COMP-1")
        .put("slap_computer_partition_id", "slappart1")
        .put("slap_software_release_url", "http://sr/")
        .put("slap_software_type", "typ")
        .build()));
    var partition = slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "ref"));
    assertThat(partition.id()).isEqualTo("slappart1");
    assertThat(partition.instanceGuid()).isEqualTo("SOFTINST-2");
    assertThat(partition.state()).isEqualTo("started");
    assertThat(partition.type()).isEqualTo("typ");
    assertThat(partition.softwareRelease().orElseThrow().url()).isEqualTo("http://sr/");
    assertThat(partition.connectionParameter("url")).isEqualTo("u");
    assertThat(partition.instanceParameters().text("p")).hasValue("q");
    assertThat(master.sent()).hasSize(1);
  }

  @Test
  void a_shared_instance_keeps_its_own_connection_parameters_after_its_host_was_asked() {
    master.answering(REGISTER, partition(partitionAttributes().build()));
    master.answering(REQUEST, instance(Value.Dict.builder()
        .put("_connection_dict", Value.Dict.builder().put("url", "of the slave").build())
        .put("_parameter_dict", Value.Dict.builder().put("p", "of the slave").build())
        .put("slap_computer_id", "COMP-1")
        .put("slap_computer_partition_id", "slappart0")
        .build()));
    var partition = slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "ref").asShared());
    assertThat(partition.state()).isEqualTo("started");
    assertThat(partition.connectionParameters()).containsOnly(Map.entry("url", "of the slave"));
    assertThat(partition.instanceParameters().text("p")).hasValue("of the slave");
  }

  @Test
  void a_request_without_answer_yet_is_not_ready_whatever_is_asked() {
    master.answering(REQUEST, 408, "");
    var partition = slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "ref"));
    assertThatThrownBy(partition::id).isInstanceOf(ResourceNotReadyException.class)
        .hasMessage("Instance 'ref' is not allocated yet; ask again later");
    assertThatThrownBy(partition::state).isInstanceOf(ResourceNotReadyException.class);
    assertThatThrownBy(partition::connectionParameters).isInstanceOf(ResourceNotReadyException.class);
    assertThatThrownBy(partition::instanceParameters).isInstanceOf(ResourceNotReadyException.class);
    assertThatThrownBy(partition::softwareRelease).isInstanceOf(ResourceNotReadyException.class);
    assertThatThrownBy(partition::started).isInstanceOf(ResourceNotReadyException.class);
    assertThatCode(() -> partition.error("log")).doesNotThrowAnyException();
    assertThat(partition.toString()).contains("ref");
    assertThat(master.sent()).hasSize(1);
  }

  @Test
  void an_answer_without_place_is_not_ready_either() {
    master.answering(REQUEST, partition(Value.Dict.builder()
        .put("_request_dict", Value.Dict.EMPTY).put("_computer_id", Value.None.NONE).build()));
    var partition = slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "ref"));
    assertThatThrownBy(partition::id).isInstanceOf(ResourceNotReadyException.class);
  }

  @Test
  void an_instance_that_is_nowhere_is_known_by_its_answer_alone() {
    master.answering(REQUEST, partition(Value.Dict.builder()
        .put("_connection_dict", Value.Dict.builder().put("domain", "[::1]:8443").build())
        .put("slap_computer_id", "")
        .put("slap_computer_partition_id", "")
        .build()));
    var partition = slap.registerOpenOrder().request(InstanceRequest.of("http://frontend/", "ref").asShared());
    assertThat(partition.connectionParameter("domain")).isEqualTo("[::1]:8443");
    assertThatThrownBy(partition::state).isInstanceOf(ResourceNotReadyException.class);
    assertThat(master.sent()).hasSize(1);
  }

  @Test
  void a_computer_is_listed_once_with_complete_partitions() {
    master.answering(LISTING, computer("available"));
    var computer = slap.registerComputer("COMP-1");
    assertThat(computer.softwareReleases()).singleElement().satisfies(release -> {
      assertThat(release.url()).isEqualTo("http://sr/");
      assertThat(release.computerId()).isEqualTo("COMP-1");
      assertThat(release.state()).isEqualTo(SoftwareRelease.State.AVAILABLE);
    });
    assertThat(computer.partitions()).singleElement().satisfies(partition -> {
      assertThat(partition.id()).isEqualTo("slappart0");
      assertThat(partition.instanceGuid()).isEqualTo("SOFTINST-1");
      assertThat(partition.filter()).isEmpty();
    });
    assertThat(master.sent()).containsExactly("GET " + LISTING + "?computer_id=COMP-1");
  }

  private static String computer(String releaseState) {
    var release = object(
        Value.SlapClass.SOFTWARE_RELEASE, Value.Dict.builder().put("_requested_state", releaseState).build(), "http://sr/", "COMP-1");
    var partition = object(
        Value.SlapClass.COMPUTER_PARTITION, partitionAttributes().build(), "COMP-1", "slappart0");
    return Marshal.write(object(
        Value.SlapClass.COMPUTER,
        Value.Dict.builder()
            .put("_computer_partition_list", list(partition))
            .put("_software_release_list", list(release))
            .build(),
        "COMP-1"));
  }

  @Test
  void an_old_master_is_asked_under_the_old_name() {
    master.answering("/m/getComputerInformation", computer("destroyed"));
    var computer = slap.registerComputer("COMP-1");
    assertThat(computer.softwareReleases().getFirst().state()).isEqualTo(SoftwareRelease.State.DESTROYED);
    assertThat(master.sent()).containsExactly(
        "GET " + LISTING + "?computer_id=COMP-1", "GET /m/getComputerInformation?computer_id=COMP-1");
  }

  @Test
  void partitions_speak_in_their_own_name() {
    master.answering("/m/startedComputerPartition", "Ignored");
    slap.registerComputerPartition("COMP-1", "slappart0").started();
    assertThat(master.lastCall().headers())
        .containsEntry("Authorization", "X-SlapPartition computer_id=COMP-1, computer_partition_id=slappart0");
  }

  @Test
  void certificates_addresses_products_and_status_are_read() {
    var certificate = Marshal.write(Value.Dict.builder().put("certificate", "C").put("key", "K").build());
    master.answering("/m/getComputerPartitionCertificate", certificate);
    master.answering("/m/generateComputerCertificate", certificate);
    master.answering("/m/getHostingSubscriptionIpList", Marshal.write(list(
        new Value.Tuple(List.of(text("eth0"), text("10.0.0.1"))), list(text(""), text("fd00::1")))));
    master.answering("/m/getSoftwareReleaseListFromSoftwareProduct", Marshal.write(list(text("best"), text("other"))));
    master.answering("/m/getComputerStatus", Marshal.write(Value.Dict.builder().put("text", "#access ok").build()));
    master.answering("/m/requestComputer", Marshal.write(object(Value.SlapClass.COMPUTER, Value.Dict.EMPTY, "COMP-9")));

    var partition = slap.registerComputerPartition("COMP-1", "slappart0");
    assertThat(partition.certificate()).isEqualTo(new Certificate("C", "K"));
    assertThat(partition.certificate().toString()).doesNotContain("K]").doesNotContain("[C");
    assertThat(slap.registerComputer("COMP-1").generateCertificate().key()).isEqualTo("K");
    assertThat(partition.fullHostingIpAddresses())
        .containsExactly(new InterfaceAddress("eth0", "10.0.0.1"), new InterfaceAddress("", "fd00::1"));
    assertThat(slap.softwareReleasesOfProduct("kvm")).containsExactly("best", "other");
    assertThat(slap.registerComputer("COMP-1").status().text("text")).hasValue("#access ok");
    assertThat(slap.registerOpenOrder().requestComputer("t").id()).isEqualTo("COMP-9");
  }

  @Test
  void an_empty_usage_report_is_not_sent() {
    slap.registerComputer("COMP-1").reportUsage("");
    assertThat(master.sent()).isEmpty();
  }

  @Test
  void a_release_of_no_computer_reports_nothing() {
    var release = slap.registerSoftwareRelease("http://sr/");
    assertThat(release.state()).isEqualTo(SoftwareRelease.State.AVAILABLE);
    assertThatThrownBy(release::available).isInstanceOf(IllegalStateException.class).hasMessageContaining("http://sr/");
    assertThatCode(() -> release.error("log")).doesNotThrowAnyException();
    assertThat(master.sent()).isEmpty();
  }

  @Test
  void supplying_to_an_unknown_computer_names_it() {
    assertThatThrownBy(() -> slap.registerSupply().supply("http://sr/", "COMP-9", SoftwareRelease.State.AVAILABLE))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("Computer COMP-9 has not been found by SlapOS Master.");
  }

  @Test
  void not_found_names_the_call_and_its_parameters() {
    assertThatThrownBy(() -> slap.registerComputer("C").status())
        .isInstanceOf(NotFoundException.class)
        .hasMessage("The SlapOS Master does not know http://master:5000/m/getComputerStatus - {'computer_id': 'C'}");
  }

  @Test
  void the_masters_own_explanation_is_passed_on() {
    master.answering(REQUEST, 404, "<!doctype html>\n<h1>Not Found</h1>\n<p>No free computer partition found for: it&#39;s &lt;b&gt;</p>\n");
    assertThatThrownBy(() -> slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "it's <b>")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageEndingWith("requestComputerPartition (No free computer partition found for: it's <b>)");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 520, 523, 524, 526})
  void a_failing_master_is_a_server_error(int status) {
    assertFails(status, ServerErrorException.class, status + " Server Error: Words for url: http://master:5000/m/getComputerStatus?computer_id=C");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void a_client_that_is_not_allowed_is_told_so(int status) {
    assertFails(status, ForbiddenException.class, status + " Client Error: Words for url: http://master:5000/m/getComputerStatus?computer_id=C");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 405, 409, 410, 418, 429})
  void a_refusing_master_says_so(int status) {
    assertFails(status, RequestRefusedException.class, status + " Client Error: Words for url: http://master:5000/m/getComputerStatus?computer_id=C");
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 504, 505, 507, 521, 522, 525, 527})
  void other_server_statuses_are_refusals_too(int status) {
    assertFails(status, RequestRefusedException.class, status + " Server Error: Words for url");
  }

  @Test
  void not_ready_names_the_call() {
    assertFails(408, ResourceNotReadyException.class, "getComputerStatus is not ready yet");
  }

  private void assertFails(int status, Class<? extends SlapException> type, String message) {
    master.answering("/m/getComputerStatus", status, "secret details");
    assertThatThrownBy(() -> slap.registerComputer("C").status())
        .isInstanceOf(type)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret");
  }

  @Test
  void an_unreachable_master_is_named_with_the_reason_in_one_line() {
    assertUnreachable(new ConnectException("Connection refused"), "connection refused");
    assertUnreachable(new UnknownHostException("master: Name or service not known"), "unknown host master");
    assertUnreachable(new SocketTimeoutException("Read timed out"), "no answer in time (Read timed out)");
    assertUnreachable(new SSLHandshakeException("no\ngood"), "TLS failure: no good");
    assertUnreachable(new IOException("odd"), "odd");
  }

  private void assertUnreachable(IOException failure, String reason) {
    master.failing(failure);
    assertThatThrownBy(() -> slap.registerComputer("C").status())
        .isInstanceOf(ConnectionException.class)
        .hasMessageStartingWith("Cannot reach the SlapOS Master at http://master:5000/m/: " + reason + ". ")
        .hasMessageNotContaining("\n")
        .hasCause(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "<html>It works!</html>", "not xml", "<marshal><int>1</int></marshal>", "<marshal><none/></marshal>",
    "<marshal><object id=\"i2\" module=\"os\" class=\"system\"><tuple/><none/></object></marshal>"
  })
  void an_unreadable_answer_is_the_masters_fault(String body) {
    master.answering(LISTING, body).answering(REGISTER, body).answering(REQUEST, body)
        .answering("/m/getHostingSubscriptionIpList", body);
    assertUnreadable(() -> slap.registerComputer("C").partitions());
    assertUnreadable(() -> slap.registerComputerPartition("C", "p").state());
    assertUnreadable(() -> slap.registerOpenOrder().request(InstanceRequest.of("http://sr/", "r")));
    if (!body.contains("none")) {
      assertUnreadable(() -> slap.registerComputerPartition("C", "p").fullHostingIpAddresses());
    }
  }

  private static void assertUnreadable(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ServerErrorException.class)
        .hasMessageContaining("http://master:5000/m/")
        .hasMessageContaining("is unreadable");
  }

  @Test
  void reporting_an_error_never_fails() {
    master.failing(new ConnectException("Connection refused"));
    assertThatCode(() -> {
      slap.registerComputerPartition("C", "p").error("log");
      slap.registerComputerPartition("C", "p").error("log", "slave");
    }).doesNotThrowAnyException();
  }

  @Test
  void what_partitions_request_is_noted_for_the_node(@TempDir Path root) throws IOException {
    Files.createDirectory(root.resolve("slappart0"));
    var noting = new ClassicSlap(
        master, "http://master:5000/m", Optional.empty(), Map.of("SLAPGRID_INSTANCE_ROOT", root.toString()));
    var file = root.resolve("slappart0/.slapos-request-transaction-slappart0");

    var partition = noting.registerComputerPartition("COMP-1", "slappart0");
    assertThat(file).isEmptyFile();
    for (var reference : List.of("one", "two", "one")) {
      assertThatThrownBy(() -> partition.request(InstanceRequest.of("http://sr/", reference)))
          .isInstanceOf(NotFoundException.class);
    }
    assertThat(file).hasContent("one\ntwo\n");
    assertThatThrownBy(() -> noting.registerOpenOrder().request(InstanceRequest.of("http://sr/", "user")))
        .isInstanceOf(NotFoundException.class);
    assertThat(file).hasContent("one\ntwo\n");

    assertThat(noting.registerComputerPartition("COMP-1", "absent").id()).isEqualTo("absent");
    assertThat(noting.registerComputerPartition("COMP-1", "../slappart0").id()).isEqualTo("../slappart0");
    assertThat(root.toFile().list()).containsExactly("slappart0");
  }

  @Test
  void the_hateoas_url_is_asked_once_and_only_when_needed() {
    assertThat(slap.hateoasUrl()).isEmpty();
    assertThatThrownBy(slap::openOrders)
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageStartingWith("SlapOS Master Hateoas API required for this operation is not available.");
    master.answering("/m/getHateoasUrl", "http://master:5000/hateoas\n");
    assertThat(slap.hateoasUrl()).hasValue("http://master:5000/hateoas");
    assertThat(slap.hateoasUrl()).hasValue("http://master:5000/hateoas");
    assertThat(master.sent()).hasSize(3);
    var configured = new ClassicSlap(master, "http://m/", Optional.of("http://rest/"), Map.of());
    assertThat(configured.hateoasUrl()).hasValue("http://rest/");
    assertThat(master.sent()).hasSize(3);
  }

  @Test
  void a_master_url_that_is_none_is_refused_at_once() {
    assertThatThrownBy(() -> new ClassicSlap(master, "localhost:5000", Optional.empty(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'localhost:5000'");
  }
}

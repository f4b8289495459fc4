package org.slapos.master.api.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.master.JsonClient;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;

/** The JSON entry points, where the recording of the reference does not tell enough. */
class JsonRpcTest {
  @TempDir Path folder;
  private Master master;
  private JsonClient json;
  private NodeClient node;

  @BeforeEach
  void start() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    json = new JsonClient(master.url());
    node = new NodeClient(master.url());
    node.format("COMP-0", 4);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void shows_what_the_classic_api_requested() {
    node.request("shop");
    var shop = json.call("get.v0.instance_tree", Map.of("title", "shop"));
    assertThat(shop.get("instance_guid").asString()).isEqualTo("shop______0");
    assertThat(shop.get("compute_partition_id").asString()).isEqualTo("slappart0");
    assertThat(shop.get("processing_timestamp").asLong()).isPositive();
  }

  @Test
  void keeps_what_nodes_report_and_shows_the_last_of_it() {
    request("shop", "");
    assertThat(status("shop______0")).isEmpty();
    report("shop______0", "started");
    assertThat(status("shop______0")).isEqualTo("#access Instance correctly started");
    json.call("put.v0.software_instance_error",
        Map.of("instance_guid", "shop______0", "message", "Traceback:\n  line 1\nValueError: \u001bno\n"));
    assertThat(status("shop______0")).isEqualTo("#error ValueError: no");
    assertThat(json.call("get.v0.compute_node_status", Map.of("computer_guid", "COMP-0")).get("text").asString())
        .isEqualTo("#error ValueError: no");
  }

  @Test
  void says_when_nothing_is_known_of_a_computer() {
    assertThat(json.call("get.v0.compute_node_status", Map.of("computer_guid", "COMP-0")).get("text").asString())
        .isEqualTo("#error no data found for COMP-0");
  }

  @Test
  void finds_instances_whose_titles_hold_the_separator() {
    request("a___b", "");
    assertThat(json.call("get.v0.software_instance", Map.of("instance_guid", "a___b______0")).get("title").asString())
        .isEqualTo("a___b");
    request("c_", "");
    assertThat(json.call("get.v0.software_instance", Map.of("instance_guid", "c_______0")).get("title").asString())
        .isEqualTo("c_");
  }

  @Test
  void lists_shared_instances_of_partitions_under_their_own_titles() {
    request("my_root", "");
    var shared = json.post("post.v0.software_instance",
        "{\"title\": \"guest_1\", \"software_release_uri\": \"" + NodeClient.RELEASE
            + "\", \"software_type\": \"\", \"shared\": true, \"parameters\": {\"n\": 1.5, \"l\": [null]}}",
        Map.of("Authorization", "X-SlapPartition computer_id=COMP-0, computer_partition_id=slappart0"));
    assertThat(JsonClient.tree(shared).get("instance_guid").asString()).isEqualTo("guest_1___my_root___1");
    var guest = json.call("allDocs.v0.instance_node_instance_list", Map.of("instance_guid", "my_root______0"))
        .get("result_list").get(0);
    assertThat(guest.get("title").asString()).isEqualTo("guest_1");
    assertThat(guest.get("parameters").toString()).isEqualTo("{\"l\":[null],\"n\":1.5}");
    assertThat(json.call("allDocs.v0.instance_tree_list", Map.of()).toString())
        .isEqualTo("{\"result_list\":[{\"title\":\"my_root\"}]}");
  }

  @Test
  void publishes_for_a_shared_instance_and_refuses_what_only_instances_can() {
    request("host", "");
    request("guest", ", \"shared\": true");
    json.call("get.v0.software_instance", Map.of("instance_guid", "guest______1"));
    assertThat(json.post("put.v0.software_instance_connection_parameter",
        "{\"instance_guid\": \"guest______1\", \"connection_parameter_dict\": {\"url\": \"http://g/\"}}").status())
        .isEqualTo(200);
    var guest = json.call("get.v0.instance_tree", Map.of("title", "guest"));
    assertThat(guest.get("connection_parameters").toString()).isEqualTo("{\"url\":\"http://g/\"}");
    var renamed = json.post("put.v0.software_instance_title", "{\"instance_guid\": \"guest______1\", \"title\": \"x\"}");
    assertThat(renamed.status()).isEqualTo(403);
    assertThat(renamed.body()).contains("guest______1 is a shared instance");
  }

  @Test
  void finds_the_host_of_a_shared_instance_by_either_guid() {
    request("one", "");
    request("two", "");
    request("guest", ", \"shared\": true, \"sla_parameters\": {\"instance_guid\": \"two______0\"}");
    assertThat(partition("guest______1")).isEqualTo("slappart1");
    request("guest", ", \"shared\": true, \"sla_parameters\": {\"instance_guid\": \"COMP-0-slappart0\"}");
    assertThat(partition("guest______1")).isEqualTo("slappart0");
  }

  @Test
  void refuses_a_title_that_is_taken_in_the_tree() {
    request("one", "");
    request("two", "");
    var answer = json.post("put.v0.software_instance_title", "{\"instance_guid\": \"one______0\", \"title\": \"two\"}");
    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void names_the_partition_as_interface_of_addresses_without_one() {
    json.post("put.v0.compute_node_format",
        "{\"computer_guid\": \"COMP-0\", \"compute_partition_list\": [{\"partition_id\": \"slappart0\","
            + " \"ip_list\": [{\"ip-address\": \"10.0.0.1\"}]}]}");
    request("one", "");
    assertThat(json.call("get.v0.instance_tree", Map.of("title", "one")).get("ip_list").toString())
        .isEqualTo("[[\"slappart0\",\"10.0.0.1\"]]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", value = {
      "post.v0.software_instance | {`title`: 5, `software_release_uri`: `u`, `software_type`: ``} | title | 5 is not of type 'string'",
      "post.v0.software_instance | {`title`: ``, `software_release_uri`: `u`, `software_type`: ``} | title | '' should be non-empty",
      "post.v0.software_instance | {`title`: `a\\u0001`, `software_release_uri`: `u`, `software_type`: ``} | title | the text holds the character U+0001, which it may not",
      "post.v0.software_instance | {`title`: `a\\ud800`, `software_release_uri`: `u`, `software_type`: ``} | - | -",
      "post.v0.software_instance | {`title`: `a`, `software_release_uri`: `u`, `software_type`: ``, `parameters`: {`a`: `\\u0001`}} | parameters | XML cannot hold the character U+0001",
      "post.v0.software_instance | {`title`: `a`, `software_release_uri`: `u`, `software_type`: ``, `sla_parameters`: {`retention_delay`: `x`}} | sla_parameters.retention_delay | 'x' is not of type 'number'",
      "put.v0.compute_node_format | {`computer_guid`: `C`, `compute_partition_list`: [{`partition_id`: `p`, `ip_list`: [{`netmask`: `x`}]}]} | compute_partition_list[0].ip_list[0].ip-address | 'ip-address' is a required property",
      "get.v0.instance_tree | {`title`: `t`, `x`: 1} | x | Additional properties are not allowed ('x' was unexpected)",
      "get.v0.instance_tree | [] | - | [] is not of type 'object'",
      "get.v0.instance_tree | {`title`: `t`} {} | - | The body of the request is not JSON at line 1, column 17: unexpected text.",
      "put.v0.software_instance_title | {`instance_guid`: `nope`, `title`: `t`} | - | -"})
  void names_the_member_that_is_wrong(String method, String body, String field, String reason) {
    var answer = json.post(method, body.replace('`', '"'));
    assertThat(answer.status()).isBetween(400, 403);
    var problem = JsonClient.tree(answer);
    assertThat(problem.get("status").asInt()).isEqualTo(answer.status());
    assertThat(Optional.ofNullable(problem.get("field")).map(node -> node.asString())).isEqualTo(Optional.ofNullable(field));
    if (reason != null) {
      assertThat(problem.get("title").asString()).isEqualTo(reason);
    }
  }

  @Test
  void refuses_bytes_that_are_no_text() {
    var latin = new String(new char[] {'{', '"', 't', 'i', 't', 'l', 'e', '"', ':', '"', 0xE9, '"', '}'});
    var head = "POST /slapos.get.v0.instance_tree HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nContent-Length: " + latin.length() + "\r\n\r\n" + latin;
    var answer = RawHttp.parse(RawHttp.exchange(master.url(), head, new byte[0]));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void quotes_no_more_of_a_long_value_than_people_read() {
    var answer = json.post("get.v0.instance_tree", "{\"title\": \"" + "x".repeat(1_000_000) + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).hasSizeLessThan(1000).contains("xxx...");
  }

  private void request(String title, String more) {
    var answer = json.post("post.v0.software_instance",
        "{\"title\": \"" + title + "\", \"software_release_uri\": \"" + NodeClient.RELEASE
            + "\", \"software_type\": \"default\"" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private void report(String guid, String state) {
    json.call("put.v0.software_instance_reported_state", Map.of("instance_guid", guid, "reported_state", state));
  }

  private String status(String guid) {
    return json.call("get.v0.software_instance", Map.of("instance_guid", guid)).get("access_status_message").asString();
  }

  private String partition(String guid) {
    return json.call("get.v0.software_instance", Map.of("instance_guid", guid)).get("compute_partition_id").asString();
  }
}

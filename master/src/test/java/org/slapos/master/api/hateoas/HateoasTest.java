package org.slapos.master.api.hateoas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The way that {@code service info} and {@code computer info} take through the documents. */
class HateoasTest {
  @TempDir Path folder;
  private Master master;

  @BeforeEach
  void start() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    new NodeClient(master.url()).format("COMP-0", 3);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Instance Tree", "Hosting Subscription"})
  void clients_of_both_ages_reach_a_service(String portalType) {
    new NodeClient(master.url()).request("web shop");

    var document = walk(portalType, "title", "web shop");

    assertThat(document.at("/_embedded/_view/my_url_string/default").asString()).isEqualTo(NodeClient.RELEASE);
    assertThat(document.at("/_embedded/_view/my_slap_state/default").asString()).isEqualTo("started");
    assertThat(document.at("/_embedded/_view/my_root_slave/default").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"Computer, reference", "Compute Node, reference", "Computer, title"})
  void clients_of_both_ages_reach_a_computer(String portalType, String key) {
    assertThat(walk(portalType, key, "COMP-0").at("/_embedded/_view/my_reference/default").asString())
        .isEqualTo("COMP-0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "é \"q\"", "100%", "a+b", "../x", "?#"})
  void every_title_can_be_reached(String title) {
    new NodeClient(master.url()).request(title);
    assertThat(walk("Instance Tree", "title", title).at("/_embedded/_view/my_reference/default").asString())
        .isEqualTo(title);
  }

  @Test
  void a_shared_instance_of_a_user_is_a_service() {
    var node = new NodeClient(master.url());
    node.request("host");
    var form = NodeClient.requestForm("mine");
    form.put("shared_xml", Marshal.write(new Value.Bool(true)));
    node.post("/requestComputerPartition", form);

    assertThat(walk("Instance Tree", "title", "mine").at("/_embedded/_view/my_root_slave/default").asInt()).isEqualTo(1);
  }

  @Test
  void children_are_no_services() {
    var node = new NodeClient(master.url());
    node.request("root");
    var form = NodeClient.requestForm("child");
    form.put("computer_id", "COMP-0");
    form.put("computer_partition_id", "slappart0");
    node.post("/requestComputerPartition", form);

    assertThat(search("portal_type:\"Instance Tree\" AND validation_state:validated"))
        .extracting(row -> row.get("title").asString()).containsExactly("root");
    assertThat(search("portal_type:\"Instance Tree\" AND validation_state:validated AND title:=\"child\"")).isEmpty();
  }

  @Test
  void a_service_tells_what_nodes_reported_of_all_its_instances() {
    var node = new NodeClient(master.url());
    node.request("root");
    var form = NodeClient.requestForm("child");
    form.put("computer_id", "COMP-0");
    form.put("computer_partition_id", "slappart0");
    node.post("/requestComputerPartition", form);
    assertThat(walk("Instance Tree", "title", "root").at("/_embedded/_view/my_news/default/instance")).isEmpty();

    node.post("/startedComputerPartition", Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart0"));
    node.post("/softwareInstanceError", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", "slappart1", "error_log", "no disk"));

    assertThat(walk("Instance Tree", "title", "root").at("/_embedded/_view/my_news/default/instance").valueStream()
        .map(news -> news.get("title").asString() + ": " + news.get("text").asString()))
        .containsExactly("root: #access Instance correctly started", "child: #error no disk");
    assertThat(search("portal_type:(\"Software Instance\", \"Slave Instance\") AND validation_state:validated"
        + " AND default_specialise_title:=\"root\""))
        .extracting(row -> row.at("/SoftwareInstance_getNewsDict/text").asString())
        .containsExactly("#access Instance correctly started", "#error no disk");
    assertThat(RawHttp.get(master.url(), "/hateoas/instances/COMP-0/slappart1").body()).contains("Software Instance", "child");
    assertThat(RawHttp.get(master.url(), "/hateoas/instances/COMP-0").status()).isEqualTo(404);
    assertThat(RawHttp.get(master.url(), "/hateoas/instances/COMP-0/slappart7").status()).isEqualTo(404);
  }

  @Test
  void the_releases_of_computers_are_found() {
    var node = new NodeClient(master.url());
    node.format("COMP-1", 1);
    node.supply("COMP-0", "http://sr.example/a.cfg");
    node.supply("COMP-1", "http://sr.example/b.cfg");
    var all = "portal_type:\"Software Installation\" AND validation_state:validated";
    assertThat(search(all)).hasSize(2);
    assertThat(search(all + " AND default_aggregate_reference:=\"COMP-1\""))
        .extracting(row -> row.get("url_string").asString()).containsExactly("http://sr.example/b.cfg");
  }

  @Test
  void the_token_is_where_the_root_document_says() {
    var self = links().at("/_links/self/href").asString();
    var token = json(get(self + "/computer_module/Base_getComputerToken"));
    assertThat(token.get("access_token").asString()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "portal_type:\"Person\" AND validation_state:validated",
    "portal_type:\"Instance Tree\" AND validation_state:validated AND reference:=\"x\"",
    "portal_type:(\"Software Instance\", \"Slave Instance\") AND validation_state:validated", "", "x"})
  void queries_that_no_client_makes_are_refused(String query) {
    assertThat(get(links().at("/_links/raw_search/href").asString()
        .replace("{query}", encode(query)).replace("{select_list}", "title")).status()).isEqualTo(400);
  }

  @Test
  void links_lead_back_through_the_proxy_in_front() {
    var answer = RawHttp.send(master.url(), "GET", "/hateoas/",
        Map.of("Host", "m.example", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix", "/slap"), "");
    assertThat(answer.body()).contains("\"https://m.example/slap/hateoas/?mode=search");
  }

  private JsonNode walk(String portalType, String key, String value) {
    var rows = search("portal_type:\"" + portalType + "\" AND validation_state:validated AND " + key + ":=\"" + value + "\"");
    assertThat(rows).hasSize(1);
    var traverse = links().at("/_links/traverse/href").asString()
        .replace("{relative_url}", encode(rows.getFirst().get("relative_url").asString()))
        .replace("{view}", "slaposjs_view");
    var redirect = get(traverse);
    assertThat(redirect.status()).isEqualTo(302);
    var answer = RawHttp.get(master.url(), redirect.headers().get("location"));
    assertThat(answer.status()).as(redirect.headers().get("location")).isEqualTo(200);
    return json(answer);
  }

  private List<JsonNode> search(String query) {
    var answer = get(links().at("/_links/raw_search/href").asString()
        .replace("{query}", encode(query)).replace("{select_list}", "title,url_string"));
    return json(answer).at("/_embedded/contents").valueStream().toList();
  }

  private JsonNode links() {
    return json(RawHttp.get(master.url(), "/hateoas/"));
  }

  private RawHttp.Answer get(String url) {
    return RawHttp.get(master.url(), url.substring("http://127.0.0.1:5000".length()));
  }

  private static JsonNode json(RawHttp.Answer answer) {
    return new ObjectMapper().readTree(answer.body());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

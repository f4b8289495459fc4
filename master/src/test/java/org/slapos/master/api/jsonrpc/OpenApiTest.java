package org.slapos.master.api.jsonrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.master.JsonClient;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.RawHttp;
import org.slapos.master.api.jsonrpc.schema.ShapeCheck;
import org.slapos.master.replay.Exchange;
import org.slapos.master.store.Store;
import org.slapos.slap.json.JsonText;
import tools.jackson.databind.ObjectMapper;

/** The description tells the truth: about what is accepted, and about what is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What the reference serves. */
  private static final Set<String> METHODS =
      Set.of(
          "put.v0.compute_node_format", "put.v0.compute_node_bang", "post.v0.compute_node_usage",
          "get.v0.compute_node_status", "post.v0.compute_node_certificate", "remove.v0.compute_node_certificate",
          "allDocs.v0.compute_node_software_installation_list", "allDocs.v0.compute_node_instance_list",
          "allDocs.WIP.compute_node_list", "post.v0.software_installation",
          "put.v0.software_installation_reported_state", "put.v0.software_installation_error",
          "post.v0.software_instance", "get.v0.software_instance", "get.v0.compute_partition", "get.v0.instance_tree",
          "allDocs.v0.instance_tree_list", "allDocs.v0.instance_node_instance_list",
          "put.v0.software_instance_connection_parameter", "put.v0.software_instance_reported_state",
          "put.v0.software_instance_error", "put.v0.software_instance_bang", "put.v0.software_instance_title",
          "get.v0.software_instance_certificate", "get.v0.hateoas_url");

  @TempDir static Path folder;
  private Master master;
  private Description description;

  @BeforeAll
  void start() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    description = new Description(RawHttp.get(master.url(), "/openapi.json").body());
  }

  @AfterAll
  void stop() {
    master.close();
  }

  @Test
  void describes_every_method_of_the_reference() {
    var paths = new HashSet<>(description.document().get("paths").propertyNames());
    assertThat(paths).containsExactlyInAnyOrderElementsOf(METHODS.stream().map(name -> "/slapos." + name).toList());
    assertThat(description.document().get("openapi").asString()).startsWith("3.1");
  }

  @Test
  void gives_every_operation_a_name_of_its_own() {
    var names = new ArrayList<String>();
    description.document().get("paths").forEach(path -> names.add(path.get("post").get("operationId").asString()));
    assertThat(names).doesNotHaveDuplicates().contains("post_software_instance").allMatch(name -> name.matches("[a-z_]+"));
  }

  @Test
  void the_references_own_exchanges_are_as_described() {
    for (var exchange : Exchange.load("14-json-rpc.server-1.26.1.client-1.26.1")) {
      if (exchange.status() == 200) {
        assertThat(description.requestErrors(exchange.target(), MAPPER.readTree(exchange.body())))
            .as(exchange.body()).isEmpty();
        assertThat(description.answerErrors(exchange.target(), 200, MAPPER.readTree(exchange.answer())))
            .as(exchange.answer()).isEmpty();
      }
    }
  }

  @Test
  void this_masters_answers_are_as_described() {
    for (var exchange : Exchange.load("14-json-rpc.server-1.26.1.client-1.26.1")) {
      var answer =
          RawHttp.send(master.url(), exchange.method(), exchange.target(), exchange.headers(), exchange.body());
      if ("application/json".equals(answer.headers().get("content-type"))) {
        assertThat(description.answerErrors(exchange.target(), answer.status(), JsonClient.tree(answer)))
            .as("%s %s", exchange.target(), answer.body()).isEmpty();
      }
    }
  }

  /** For their shapes; no body is called. */
  private static List<Method> table() {
    try (var store = Store.openSqlite(folder.resolve("shapes.db"), Clock.systemUTC())) {
      return new JsonRpcApi(store, "COMP-0", Clock.systemUTC()).methods();
    }
  }

  static Stream<Method> methods() {
    return table().stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void accepts_and_refuses_the_documents_that_another_validator_does(Method method) {
    var documents = new Documents(new Random(method.name().hashCode()));
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      var document = documents.near(method.request());
      var errors = description.requestErrors(method.path(), MAPPER.readTree(JsonText.writeLine(document)));
      var violation = ShapeCheck.violation(method.request(), document);
      assertThat(violation.isPresent()).as("%s: %s, %s", document, violation, errors).isEqualTo(!errors.isEmpty());
      refused += violation.isPresent() ? 1 : 0;
    }
    assertThat(refused).isBetween(20, 400);
  }

  @Test
  void random_documents_are_answered_as_described_whatever_they_hold() {
    var client = new JsonClient(master.url());
    var random = new Random(4);
    var documents = new Documents(random);
    var table = table();
    for (int i = 0; i < 1500; i++) {
      var method = table.get(random.nextInt(table.size()));
      var document = documents.near(method.request());
      var answer = client.post(method.name(), JsonText.writeLine(document));
      assertThat(answer.status()).as("%s %s: %s", method.name(), document, answer.body()).isLessThan(500);
      assertThat(description.answerErrors(method.path(), answer.status(), JsonClient.tree(answer)))
          .as("%s %s: %s", method.name(), document, answer.body()).isEmpty();
    }
    assertThat(RawHttp.get(master.url(), "/getFullComputerInformation?computer_id=COMP-0").status()).isEqualTo(200);
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.testing.reference.OpenApiEnvironment;

/** What others make of {@code /openapi.json}. */
class OpenApiToolsTest {
  /** Valid documents may be refused for more than their shape: consumption that is none, characters that XML has not. */
  private static final String CHECKS = String.join(
      ",", "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
      "response_schema_conformance", "negative_data_rejection", "missing_required_header", "unsupported_method");

  private static final String SCRIPT = """
      import sys
      from slapos_client import Client
      from slapos_client.api.instance import get_software_instance, post_software_instance
      from slapos_client.api.node import put_compute_node_format
      from slapos_client.models import *

      client = Client(base_url=sys.argv[1])
      Partition = PutComputeNodeFormatBodyComputePartitionListItem
      formatted = put_compute_node_format.sync(client=client, body=PutComputeNodeFormatBody(
          computer_guid='COMP-0', compute_partition_list=[Partition(partition_id='slappart0')]))
      parameters = PostSoftwareInstanceBodyParameters()
      parameters['colour'] = 'blue'
      instance = post_software_instance.sync(client=client, body=PostSoftwareInstanceBody(
          title='shop', software_release_uri='http://sr.example/software.cfg', software_type='default', parameters=parameters))
      again = get_software_instance.sync(client=client, body=GetSoftwareInstanceBody(instance_guid=instance.instance_guid))
      refused = get_software_instance.sync(client=client, body=GetSoftwareInstanceBody(instance_guid='COMP-0-none'))
      print(formatted.type_.value, again.title, again.parameters['colour'], again.state.value, refused.status)
      """;

  @TempDir
  private Path folder;

  private OpenApiEnvironment tools;
  private Master master;

  @BeforeEach
  void start() throws IOException {
    var missing = OpenApiEnvironment.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    tools = OpenApiEnvironment.prepared();
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
    try (var in = URI.create(url() + "openapi.json").toURL().openStream()) {
      Files.write(folder.resolve("openapi.json"), in.readAllBytes());
    }
  }

  @AfterEach
  void stop() {
    if (master != null) {
      master.close();
    }
  }

  @Test
  void a_validator_finds_nothing_wrong() {
    assertThat(run("openapi-spec-validator", "openapi.json")).contains("OK");
  }

  @Test
  void a_generated_client_works() throws Exception {
    run("openapi-python-client", "generate", "--path", "openapi.json", "--meta", "none", "--output-path", "slapos_client");
    Files.writeString(folder.resolve("script.py"), SCRIPT);
    assertThat(run("python", "script.py", url()).strip()).isEqualTo("success shop blue started 403");
  }

  @Test
  void whatever_a_tester_sends_is_answered_as_described() {
    var examples = Boolean.getBoolean("slapos.long") ? "300" : "4";
    run("schemathesis", "run", "openapi.json", "--url", url(), "--checks", CHECKS, "--phases", "coverage,fuzzing",
        "--max-examples", examples, "--generation-deterministic", "--no-color");
  }

  private String url() {
    return master.url().toString();
  }

  /** What it printed; it has to succeed. */
  private String run(String program, String... arguments) {
    return CommandRun.of(Map.of("HOME", folder.toString()), folder, tools.executable(program), arguments).ended(0).out();
  }
}

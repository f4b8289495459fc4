package org.slapos.master.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.api.UsageDocumentTest;
import org.slapos.master.domain.Command;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.store.Store;
import org.slapos.master.store.StoreException;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What {@code proxy show} prints. */
class ProxyShowTest {
  @TempDir Path folder;

  @Test
  void prints_every_section_in_the_known_layout_while_a_master_serves_the_database() {
    var database = folder.resolve("proxy.db");
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"), () -> Instant.ofEpochSecond(1795393817L, 112_276_000))) {
      var node = new NodeClient(master.url());
      node.format("COMP-0", 2);
      node.supply("COMP-0", NodeClient.RELEASE);
      node.request("root");
      node.post("/requestComputerPartition", shared());
      node.post("/setComputerPartitionConnectionXml", Map.of(
          "computer_id", "COMP-0", "computer_partition_id", "slappart0", "connection_xml", connection()));

      assertThat(ProxyShow.read(database).text(Set.of()))
          .isEqualTo(
              """
              Using database: %s
              table computer18
              -------------------------------
               reference  address   netmask \s
              -------------------------------
                 COMP-0  127.0.0.1 255.0.0.0\s
              -------------------------------
              \s
              table software18
              ---------------------------------------------------------------------------------------------------------
                               url                 computer_reference requested_state               md5               \s
              ---------------------------------------------------------------------------------------------------------
               http://sr.example/demo/software.cfg       COMP-0          available    c4aca0419ec9ce81d88fd0dfa97b32dd\s
              ---------------------------------------------------------------------------------------------------------
              \s
              table partition18: skipping xml, connection_xml, slave_instance_list
              ---------------------------------------------------------------------------------------------------------------------------------------------------------------------------
               reference computer_reference slap_state           software_release          software_type partition_reference requested_by requester_id requested_state     timestamp    \s
              ---------------------------------------------------------------------------------------------------------------------------------------------------------------------------
               slappart0       COMP-0          busy    http://sr.example/demo/software.cfg    default            root                         user         started     1795393817.112277\s
              ---------------------------------------------------------------------------------------------------------------------------------------------------------------------------
              \s
              table slave18: skipping connection_xml
              -----------------------------------------------------
               reference computer_reference hosted_by requester_id\s
              -----------------------------------------------------
                 _slave        COMP-0       slappart0     user    \s
              -----------------------------------------------------
              \s
              slappart0: root (type default)
                  _ = {
                "a": "x",
                "b": [
                  1000.0,
                  2.5
                ],
                "c": {},
                "u": "\\u00e9"
              }
                  empty = None
                  ssh-key = ssh-rsa AAAAB3NzaC1y...ghijklmnop user@host
                  url = http://x/
              \s
              slappart0: 10.0.0.0
              """
                  .formatted(database));
    }
  }

  @Test
  void prints_only_the_sections_asked_for_and_says_when_a_table_is_empty() {
    var database = folder.resolve("proxy.db");
    Master.start(MasterSettings.local(database, 0, "COMP-0")).close();

    assertThat(ProxyShow.read(database).text(Set.of(ShowSection.SLAVES, ShowSection.COMPUTERS)))
        .isEqualTo("Using database: " + database + "\ntable computer18: empty\n \ntable slave18: empty\n");
  }

  @Test
  void shows_what_nodes_said_when_asked_for_it() {
    var database = folder.resolve("proxy.db");
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"), () -> Instant.EPOCH)) {
      var node = new NodeClient(master.url());
      var place = Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart0");
      node.format("COMP-0", 1);
      node.request("root");
      node.post("/startedComputerPartition", place);
      var error = new HashMap<>(place);
      error.put("error_log", "Traceback\n  broken \u001b[31m\n\n");
      node.post("/softwareInstanceError", error);
      var bang = new HashMap<>(place);
      bang.put("message", "disk is full");
      node.post("/softwareInstanceBang", bang);
      node.post("/computerBang", Map.of("computer_id", "COMP-0", "message", "rebooted"));
      node.post("/useComputer", Map.of("computer_id", "COMP-0", "use_string", UsageDocumentTest.JOURNAL));
    }
    assertThat(ProxyShow.read(database).text(Set.of(ShowSection.REPORTS, ShowSection.MESSAGES)).lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "COMP-0 slappart0 error 1970-01-01T00:00:00Z 127.0.0.1 broken [31m",
            "COMP-0 slappart0 started 1970-01-01T00:00:00Z 127.0.0.1 -",
            "COMP-0 slappart0 bang 1970-01-01T00:00:00Z 127.0.0.1 disk is full",
            "COMP-0 - bang 1970-01-01T00:00:00Z 127.0.0.1 rebooted",
            "COMP-0 - usage 1970-01-01T00:00:00Z 127.0.0.1 " + UsageDocumentTest.JOURNAL.length() + " characters");
  }

  @Test
  void describes_for_programs_what_tables_leave_out() {
    var database = folder.resolve("proxy.db");
    try (var store = Store.openSqlite(database, () -> Instant.EPOCH)) {
      store.execute(new Command.NoteForwarded(new ForwardedRequest("user_far", "http://far.example/"), false), "test");
    }
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"), () -> Instant.EPOCH)) {
      var node = new NodeClient(master.url());
      node.format("COMP-0", 2);
      node.request("root");
      node.post("/requestComputerPartition", shared());
      node.post("/softwareInstanceError", Map.of(
          "computer_id", "COMP-0", "computer_partition_id", "slappart0", "error_log", "line\nline"));
    }
    var show = ProxyShow.read(database);

    assertThat(show.text(Set.of(ShowSection.FORWARDED))).contains(
        "table forwarded_partition_request18\n", "user_far      http://far.example/ \n");
    assertThat(show.text(Set.of())).doesNotContain("user_far");
    assertThat(JsonText.writeIndentedInOrder(show.document(Set.of(ShowSection.SLAVES, ShowSection.PARAMS, ShowSection.FORWARDED, ShowSection.REPORTS)), 2))
        .isEqualTo(
            """
            {
              "database": "%s",
              "slaves": [
                {
                  "reference": "_slave",
                  "computer_reference": "COMP-0",
                  "hosted_by": "slappart0",
                  "requester_id": "user",
                  "software_type": "default",
                  "destroyed": false,
                  "connection_parameters": {}
                }
              ],
              "params": [
                {
                  "computer_reference": "COMP-0",
                  "reference": "slappart0",
                  "partition_reference": "root",
                  "software_type": "default",
                  "parameters": {},
                  "connection_parameters": {}
                }
              ],
              "forwarded": [
                {
                  "partition_reference": "user_far",
                  "master_url": "http://far.example/"
                }
              ],
              "reports": [
                {
                  "computer_reference": "COMP-0",
                  "reference": "slappart0",
                  "state": "error",
                  "reported_at": "1970-01-01T00:00:00Z",
                  "author": "127.0.0.1",
                  "log": "line\\nline"
                }
              ]
            }""".formatted(database));
    assertThat(show.document(Set.of()).entries().keySet()).extracting(key -> ((Value.Text) key).value()).containsExactly(
        "database", "computers", "software", "partitions", "slaves", "params", "network", "forwarded");
    assertThat(JsonText.writeLine(show.document(Set.of(ShowSection.NETWORK)))).contains(
        "\"addresses\": [{\"interface\": ", "\"address\": \"10.0.0.0\", \"netmask\": ");
  }

  @Test
  void shows_connection_parameters_that_are_not_json_as_they_are() {
    assertThat(PrettyJson.of("notjson")).isEmpty();
    assertThat(PrettyJson.of("{} {}")).isEmpty();
    assertThat(PrettyJson.of("")).isEmpty();
    assertThat(PrettyJson.of("[]")).contains("[]");
  }

  @Test
  void centres_cells_as_the_reference_does_and_shows_nulls_as_dashes() {
    var table = new ShownTable(
        "t", List.of(), List.of("ab", "wide"), List.of(List.of(Optional.of("abcde"), Optional.empty())));
    assertThat(table.text()).isEqualTo("table t18\n------------\n   ab  wide \n------------\n abcde  -   \n------------\n");
  }

  @Test
  void creates_no_database_where_there_is_none() {
    assertThatThrownBy(() -> ProxyShow.read(folder.resolve("none.db")))
        .isInstanceOf(StoreException.class).hasMessageContaining("There is no database");
    assertThat(folder.resolve("none.db")).doesNotExist();
    assertThat(Files.exists(folder.resolve("none.db.lock"))).isFalse();
  }

  private static Map<String, String> shared() {
    var form = NodeClient.requestForm("slave");
    form.put("shared_xml", Marshal.write(new Value.Bool(true)));
    return form;
  }

  private static String connection() {
    return Marshal.write(
        Value.Dict.ofTexts(
            Map.of(
                "url", "http://x/",
                "empty", "",
                "_", "{\"b\": [1e3, 2.50], \"a\": \"x\", \"c\": {}, \"u\": \"é\"}",
                "ssh-key", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDabcdefghijklmnop user@host")));
  }
}

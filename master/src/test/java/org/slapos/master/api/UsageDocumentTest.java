package org.slapos.master.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.store.Snapshot;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** Consumption is kept if it can be read. */
public class UsageDocumentTest {
  public static final String JOURNAL =
      """
      <?xml version='1.0' encoding='utf-8'?><journal><transaction type="Sale Packing List"><title>Resource consumptions</title>\
      <start_date></start_date><stop_date>2026-11-24 at 23:59:59</stop_date><reference>COMP-0</reference><currency></currency>\
      <payment_mode></payment_mode><category>None</category><arrow type="Administration"/><movement><resource>disk</resource>\
      <quantity>1.5</quantity><price>0.0</price><VAT></VAT></movement></transaction></journal>
      """.strip();

  @TempDir Path folder;

  @Test
  void what_is_no_journal_is_refused_with_the_place_and_not_kept() {
    var database = folder.resolve("proxy.db");
    try (var master = Master.start(MasterSettings.local(database, 0, "COMP-0"))) {
      var node = new NodeClient(master.url());
      node.format("COMP-0", 1);
      for (var document : List.of(
          "<journal/>", "consumption", "<consumption/>", JOURNAL.replace("1.5", "1,5"), JOURNAL + "x",
          "<!DOCTYPE journal [<!ENTITY a 'b'>]>" + JOURNAL.substring(JOURNAL.indexOf("<journal>")))) {
        var answer = node.post("/useComputer", Map.of("computer_id", "COMP-0", "use_string", document));
        assertThat(answer.status()).as(document).isEqualTo(400);
        assertThat(answer.body()).contains("use_string").containsPattern("\\d+");
        var json = post(master, document);
        assertThat(json.status()).isEqualTo(400);
        assertThat(json.body()).contains("\"field\": \"tioxml\"");
      }
      assertThat(Snapshot.read(database).messages()).isEmpty();

      assertThat(node.post("/useComputer", Map.of("computer_id", "COMP-0", "use_string", JOURNAL)).body()).isEqualTo("Ignored");
      assertThat(node.post("/useComputer", Map.of("computer_id", "COMP-0", "use_string", "")).body()).isEqualTo("Ignored");
      assertThat(post(master, JOURNAL).status()).isEqualTo(200);
      assertThat(Snapshot.read(database).messages()).extracting(NodeMessage::text).containsExactly(JOURNAL, JOURNAL);
    }
  }

  private static RawHttp.Answer post(Master master, String document) {
    var body = JsonText.writeLine(Value.Dict.ofTexts(Map.of("computer_guid", "COMP-0", "tioxml", document)));
    return RawHttp.send(
        master.url(), "POST", "/slapos.post.v0.compute_node_usage", Map.of("Content-Type", "application/json"), body);
  }
}

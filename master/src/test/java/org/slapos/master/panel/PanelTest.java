package org.slapos.master.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.RawHttp;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** The pages of {@code /panel/}. */
class PanelTest {
  private static final String MARKUP = "<script>alert(1)</script>\"'&";

  @TempDir Path folder;
  private Master master;
  private NodeClient node;

  @BeforeEach
  void start() {
    master = Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"), () -> Instant.EPOCH);
    node = new NodeClient(master.url());
    node.format("COMP-0", 3);
    node.supply("COMP-0", NodeClient.RELEASE);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  @Test
  void the_root_leads_to_it_also_behind_a_proxy() {
    assertThat(get("/").status()).isEqualTo(302);
    assertThat(get("/").headers()).containsEntry("location", "/panel/");
    assertThat(get("/panel").status()).isEqualTo(308);
    assertThat(get("/panel").headers()).containsEntry("location", "http://127.0.0.1:5000/panel/");
    assertThat(RawHttp.send(master.url(), "GET", "/", Map.of("X-Forwarded-Prefix", "/slap/"), "").headers())
        .containsEntry("location", "/slap/panel/");
    assertThat(RawHttp.send(master.url(), "GET", "/", Map.of("X-Forwarded-Prefix", "//evil.example"), "").headers())
        .containsEntry("location", "/panel/");
  }

  @Test
  void services_computers_instances_and_their_reports_are_linked() {
    node.request("shop");
    var child = NodeClient.requestForm("child");
    child.put("computer_id", "COMP-0");
    child.put("computer_partition_id", "slappart0");
    node.post("/requestComputerPartition", child);
    node.post("/startedComputerPartition", place("slappart0"));
    var error = place("slappart1");
    error.put("error_log", "first\nthe disk is full");
    node.post("/softwareInstanceError", error);

    assertThat(get("/panel/").body())
        .contains("<a href=\"instance/COMP-0/slappart0\">shop</a>", "<a href=\"computer/COMP-0\">", "2 of 3",
            "<span class=\"good\">started</span> since 1970-01-01T00:00:00Z")
        .doesNotContain(">child<");
    assertThat(get("/panel/computer/COMP-0").body())
        .contains(NodeClient.RELEASE, "<a href=\"../instance/COMP-0/slappart1\">child</a>", "free", "10.0.0.2");
    assertThat(get("/panel/instance/COMP-0/slappart1").body())
        .contains("first\nthe disk is full", "COMP-0/slappart0", "<a href=\"../../instance/COMP-0/slappart0\">shop</a>");
  }

  @Test
  void nothing_that_others_wrote_becomes_markup() {
    var form = NodeClient.requestForm(MARKUP);
    form.put("software_release", "http://x/" + MARKUP);
    form.put("partition_parameter_xml", Marshal.write(Value.Dict.ofTexts(Map.of(MARKUP, MARKUP))));
    assertThat(node.post("/requestComputerPartition", form).status()).isEqualTo(200);
    var publish = place("slappart0");
    publish.put("connection_xml", Marshal.write(Value.Dict.ofTexts(Map.of("u", MARKUP))));
    node.post("/setComputerPartitionConnectionXml", publish);
    var error = place("slappart0");
    error.put("error_log", MARKUP + "\u001b[31m");
    node.post("/softwareInstanceError", error);
    node.supply("COMP-0", "http://y/" + MARKUP);

    for (var page : new String[] {"/panel/", "/panel/computer/COMP-0", "/panel/instance/COMP-0/slappart0"}) {
      var answer = get(page);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
          .doesNotContain("<script").doesNotContain("\u001b");
      assertThat(answer.headers().get("content-security-policy")).startsWith("default-src 'none'; style-src 'self'");
    }
  }

  @Test
  void what_there_is_not_is_404_and_nothing_can_be_changed() {
    for (var page : new String[] {"/panel/x", "/panel/computer/", "/panel/computer/COMP-9", "/panel/instance/COMP-0/slappart0",
        "/panel/instance/COMP-0", "/panel/computer/%2e%2e%2fx", "/panel//"}) {
      assertThat(get(page).status()).as(page).isEqualTo(404);
    }
    assertThat(get("/panel/computer/%zz").status()).isEqualTo(400);
    assertThat(RawHttp.post(master.url(), "/panel/", Map.of()).status()).isEqualTo(405);
    assertThat(get("/panel/panel.css").headers()).containsEntry("content-type", "text/css; charset=utf-8");
  }

  private RawHttp.Answer get(String target) {
    return RawHttp.get(master.url(), target);
  }

  private static Map<String, String> place(String partition) {
    return new HashMap<>(Map.of("computer_id", "COMP-0", "computer_partition_id", partition));
  }
}

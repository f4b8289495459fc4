package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slapos.fakes.NodeDescription;
import org.slapos.master.show.ProxyShow;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** What no well-behaved client sends: refused with a reason, and nothing in the database changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddInputsTest {
  private static final String BOMB =
      "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
          + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">"
          + "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]>"
          + "<marshal><dictionary><string>a</string><string>&h;</string></dictionary></marshal>";
  private static final String EXTERNAL =
      "<!DOCTYPE m [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
          + "<marshal><dictionary><string>a</string><string>&x;</string></dictionary></marshal>";
  private static final String DEEP = "<marshal>" + "<list>".repeat(20_000) + "</list>".repeat(20_000) + "</marshal>";

  @TempDir static Path folder;
  private Master master;
  private Path database;

  @BeforeAll
  void start() {
    database = folder.resolve("proxy.db");
    master = Master.start(MasterSettings.local(database, 0, "COMP-0"));
    var node = new NodeClient(master.url());
    node.format("COMP-0", 2);
    node.supply("COMP-0", NodeClient.RELEASE);
    node.request("one");
  }

  @AfterAll
  void stop() {
    master.close();
  }

  record Odd(String what, int status, String method, String target, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return what;
    }

    static Odd form(String what, int status, String path, Map<String, String> form) {
      return new Odd(
          what, status, "POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), RawHttp.encode(form));
    }
  }

  static Stream<Odd> inputs() {
    return Stream.of(
            requests(), formats(), others().stream())
        .flatMap(stream -> stream);
  }

  private static Stream<Odd> requests() {
    return Stream.of(
        request("an entity bomb", 400, "partition_parameter_xml", BOMB),
        request("an external entity", 400, "partition_parameter_xml", EXTERNAL),
        request("bottomless nesting", 400, "partition_parameter_xml", DEEP),
        request("cut off XML", 400, "filter_xml", "<marshal><dict"),
        request("nothing instead of XML", 400, "filter_xml", ""),
        request("a list of parameters", 400, "partition_parameter_xml", "<marshal><list/></marshal>"),
        request("keys that are no texts", 400, "partition_parameter_xml",
            "<marshal><dictionary><int>1</int><string>a</string></dictionary></marshal>"),
        request("a class that may not travel", 400, "partition_parameter_xml",
            "<marshal><object module=\"os\" class=\"system\"><tuple/><none/></object></marshal>"),
        request("an unknown state", 400, "state", "<marshal><string>exploded</string></marshal>"),
        request("a number as state", 400, "state", "<marshal><int>1</int></marshal>"),
        request("a text as shared flag", 400, "shared_xml", "<marshal><string>yes</string></marshal>"),
        request("an unknown computer", 404, "filter_xml", Marshal.write(
            Value.Dict.ofTexts(Map.of("computer_guid", "COMP-9")))),
        request("a control character in a title", 400, "partition_reference", "a\u0001"),
        request("a control character in a type", 400, "software_type", "\u0000"),
        request("a control character in a parameter", 400, "partition_parameter_xml",
            "<marshal><dictionary><string>a</string><string>\u0001</string></dictionary></marshal>"));
  }

  private static Odd request(String what, int status, String field, String value) {
    var form = new HashMap<>(NodeClient.requestForm("odd"));
    form.put(field, value);
    return Odd.form(what, status, "/requestComputerPartition", form);
  }

  private static Stream<Odd> formats() {
    var good = NodeDescription.of("COMP-0", 3);
    return Stream.of(
        format("a partition twice", good.replace("slappart1", "slappart0")),
        format("a partition without name", good.replace("<string>slappart1</string>", "<string></string>")),
        format("a partition that is a number", good.replace("<string>slappart1</string>", "<list/>")),
        format("no reference", good.replace("<string>COMP-0</string>", "<none/>")),
        format("addresses without address", good.replace("<string>addr</string>", "<string>add</string>")),
        format("no tap", good.replace("<string>tap</string>", "<string>tip</string>")),
        format("no partition list", good.replace("partition_list", "partitions")),
        format("a text", "<marshal><string>x</string></marshal>"),
        format("a bomb", BOMB));
  }

  private static Odd format(String what, String xml) {
    return Odd.form("format: " + what, 400, "/loadComputerConfigurationFromXML", Map.of("xml", xml));
  }

  private static List<Odd> others() {
    return List.of(
        Odd.form("an empty form", 400, "/supplySupply", Map.of()),
        Odd.form("a supply of nonsense", 400, "/supplySupply",
            Map.of("url", "u", "computer_id", "COMP-0", "state", "nonsense")),
        Odd.form("connection parameters that are no dictionary", 400, "/setComputerPartitionConnectionXml", Map.of(
            "computer_id", "COMP-0", "computer_partition_id", "slappart0", "connection_xml", "<marshal><int>1</int></marshal>")),
        Odd.form("an empty name", 400, "/softwareInstanceRename", Map.of(
            "computer_id", "COMP-0", "computer_partition_id", "slappart0", "new_name", "")),
        new Odd("JSON instead of a form", 400, "POST", "/supplySupply", Map.of("Content-Type", "application/json"), "{}"),
        new Odd("a broken percent sequence", 400, "POST", "/supplySupply",
            Map.of("Content-Type", "application/x-www-form-urlencoded"), "url=%zz&computer_id=C&state=available"),
        new Odd("a broken percent sequence in the query", 400, "GET", "/getFullComputerInformation?computer_id=%zz",
            Map.of(), ""),
        new Odd("multipart without boundary", 400, "POST", "/supplySupply",
            Map.of("Content-Type", "multipart/form-data"), "x"),
        new Odd("multipart without blank line", 400, "POST", "/supplySupply",
            Map.of("Content-Type", "multipart/form-data; boundary=b"), "--b\r\nname=url\r\n--b--\r\n"),
        new Odd("more fields than anybody sends", 413, "POST", "/supplySupply",
            Map.of("Content-Type", "application/x-www-form-urlencoded"), manyFields()),
        new Odd("an announced body that is too large", 413, "POST", "/supplySupply",
            Map.of("Content-Type", "application/x-www-form-urlencoded", "Content-Length", "99999999"), ""),
        new Odd("headers that are too large", 431, "GET", "/getRunId", Map.of("X-Large", "x".repeat(20_000)), ""),
        new Odd("a URL that is too long", 414, "GET", "/getRunId?" + "x".repeat(20_000), Map.of(), ""),
        new Odd("an unknown method", 405, "BREW", "/getRunId", Map.of(), ""),
        new Odd("a path out of the tree", 404, "GET", "/hateoas/partitions/..%2F..%2Fetc", Map.of(), ""),
        new Odd("a redirection to somewhere else", 404, "GET", "/hateoas/?mode=traverse&relative_url=http://evil/",
            Map.of(), ""));
  }

  private static String manyFields() {
    var body = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      body.append("f").append(i).append("=1&");
    }
    return body.toString();
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void refuses_and_changes_nothing(Odd odd) {
    var before = contents();
    var answer = RawHttp.send(master.url(), odd.method(), odd.target(), odd.headers(), odd.body());
    assertThat(answer.status()).as(answer.body()).isEqualTo(odd.status());
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void an_error_with_colours_does_not_hide_the_computer() {
    var node = new NodeClient(master.url());
    node.post("/softwareInstanceError", Map.of(
        "computer_id", "COMP-0", "computer_partition_id", "slappart0", "error_log", "one\n\u001b[31mred\u0000\u001b[0m"));
    assertThat(node.information("COMP-0")).contains("#error [31mred[0m");
  }

  @Test
  void names_the_field_that_is_wrong() {
    var answer = new NodeClient(master.url()).post("/loadComputerConfigurationFromXML",
        Map.of("xml", NodeDescription.of("COMP-0", 2).replace("<string>addr</string>", "<string>a</string>")));
    assertThat(answer.body()).contains("Field xml: partition_list[0].address_list[0].addr: missing");
    assertThat(new NodeClient(master.url()).post("/supplySupply", Map.of("url", "u")).body())
        .contains("Field computer_id: missing");
  }

  @Test
  void refuses_a_chunked_body_that_never_ends_to_grow() {
    var chunk = "100000\r\n" + "x".repeat(0x100000) + "\r\n";
    var head =
        "POST /supplySupply HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
    var answer = RawHttp.parse(
        RawHttp.exchange(master.url(), head, (chunk.repeat(17) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void keeps_titles_of_any_letters() {
    var title = "<b>'\" & é 😀 ; DROP TABLE instance; --";
    var node = new NodeClient(master.url());
    assertThat(node.request(title).status()).isEqualTo(200);
    assertThat(NodeClient.partition(node.request(title))).isEqualTo("slappart1");
    node.post("/destroyedComputerPartition", Map.of("computer_id", "COMP-0", "computer_partition_id", "slappart1"));
  }

  private String contents() {
    return ProxyShow.read(database).text(java.util.Set.of());
  }
}

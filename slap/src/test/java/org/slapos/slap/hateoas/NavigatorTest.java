package org.slapos.slap.hateoas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.slap.ComputerInformation;
import org.slapos.slap.NotFoundException;
import org.slapos.slap.RequestRefusedException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.http.FakeTransport;
import org.slapos.slap.http.HttpUrl;

class NavigatorTest {
  private static final String FULL = "/hateoas/ERP5Document_getHateoas?mode=";
  private static final String TREES = "query=portal_type%3A%22Instance%20Tree%22%20AND%20validation_state%3Avalidated";
  private static final String NODES = "query=portal_type%3A%22Compute%20Node%22%20AND%20validation_state%3Avalidated";

  private final FakeTransport master = new FakeTransport();
  private final Navigator navigator = new Navigator(master, HttpUrl.parse("http://m/hateoas"));

  private void fullMaster() {
    master.answering("/hateoas", """
        {"_links": {"self": {"href": "http://m/hateoas"},
          "traverse": {"href": "http://m/hateoas/ERP5Document_getHateoas?mode=traverse{&relative_url,view}"},
          "raw_search": {"href": "http://m/hateoas/ERP5Document_getHateoas?mode=search{&query,select_list*,limit*,group_by*}"}}}
        """);
  }

  private static String rows(String... rows) {
    return "{\"_embedded\": {\"contents\": [" + String.join(",", rows) + "]}}";
  }

  private static String form(String fields) {
    return "{\"_links\": {\"type\": {\"name\": \"Instance Tree\"}}, \"_embedded\": {\"_view\": {" + fields + "}}}";
  }

  private static String field(String name, String value) {
    return "\"my_%s\": {\"type\": \"StringField\", \"key\": \"field_my_%s\", \"default\": %s}".formatted(name, name, value);
  }

  @Test
  void trees_and_computers_of_a_full_master_are_listed_and_the_root_is_fetched_once() {
    fullMaster();
    master.answering(FULL + "search&" + TREES + "&select_list=title&select_list=url_string&limit=40", rows(
        "{\"_links\": {}, \"title\": \"web-shop\", \"url_string\": \"http://sr/b\"}",
        "{\"title\": \"a\", \"url_string\": \"http://sr/a\"}"));
    master.answering(FULL + "search&" + NODES + "&select_list=title&select_list=reference&limit=40",
        rows("{\"title\": \"My Node\", \"reference\": \"COMP-1\"}"));
    assertThat(navigator.instanceTrees()).containsExactly(entry("web-shop", "http://sr/b"), entry("a", "http://sr/a"));
    assertThat(navigator.computers()).containsExactly(entry("COMP-1", "My Node"));
    assertThat(master.sent()).hasSize(3).first().isEqualTo("GET /hateoas");
  }

  @Test
  void a_tree_of_a_full_master_is_read_from_its_form() {
    fullMaster();
    master.answering(FULL + "search&" + TREES + "%20AND%20title%3A%3D%22web-shop%22&select_list=title&select_list=relative_url&limit=40",
        rows("{\"title\": \"web-shop\", \"relative_url\": \"instance_tree_module/1\"}"));
    master.answering(FULL + "traverse&relative_url=instance_tree_module%2F1&view=slaposjs_view", form(String.join(",",
        field("url_string", "\"http://sr/\""),
        field("source_reference", "\"custom\""),
        field("slap_state", "\"start_requested\""),
        field("root_slave", "1"),
        field("text_content", "\"<instance><parameter id=\\\"a\\\">1</parameter></instance>\""),
        field("connection_parameter_list", "[{\"connection_key\": \"url\", \"connection_value\": \"u\"}, {\"connection_key\": \"n\", \"connection_value\": 5}]"),
        field("news", "{\"instance\": [{\"text\": \"#access fine\", \"user\": \"COMP-1\"}]}"))));

    var tree = navigator.instanceTree("web-shop");

    assertThat(tree.title()).isEqualTo("web-shop");
    assertThat(tree.softwareReleaseUrl()).isEqualTo("http://sr/");
    assertThat(tree.softwareType()).hasValue("custom");
    assertThat(tree.requestedState()).hasValue("start_requested");
    assertThat(tree.shared()).isTrue();
    assertThat(tree.instanceParameters()).isEqualTo(Map.of("a", Optional.of("1")));
    assertThat(tree.connectionParameters()).isEqualTo(Map.of("url", Optional.of("u"), "n", Optional.of("5")));
    assertThat(tree.news().orElseThrow()).singleElement()
        .satisfies(entry -> assertThat(entry.text("text")).hasValue("#access fine"));
  }

  @Test
  void a_tree_of_slapproxy_is_read_from_its_form() {
    master.answering("/hateoas", """
        {"_links":{"raw_search":{"href":"http://m/hateoas/?mode=search&query={query}&select_list={select_list}"},
        "traverse":{"href":"http://m/hateoas/?mode=traverse&relative_url={relative_url}&view={view}"}}}""");
    master.answering("/hateoas/?mode=search&" + TREES + "%20AND%20title%3A%3D%22t%22&select_list=title,relative_url",
        rows("{\"title\": \"t\", \"relative_url\": \"/hateoas/partitions/t\", \"software_release\": null}"));
    master.answering("/hateoas/?mode=traverse&relative_url=%2Fhateoas%2Fpartitions%2Ft&view=slaposjs_view", form(String.join(",",
        field("url_string", "\"http://sr/\""),
        field("slap_state", "\"started\""),
        field("root_slave", "0"),
        field("text_content", "null"),
        field("connection_parameter_list", "\"<?xml version='1.0' encoding='utf-8'?>\\n<instance>\\n  <parameter id=\\\"url\\\">u</parameter>\\n</instance>\\n\""))));

    var tree = navigator.instanceTree("t");

    assertThat(tree.shared()).isFalse();
    assertThat(tree.softwareType()).isEmpty();
    assertThat(tree.instanceParameters()).isEmpty();
    assertThat(tree.connectionParameters()).isEqualTo(Map.of("url", Optional.of("u")));
    assertThat(tree.news()).isEmpty();
  }

  @Test
  void a_computer_is_found_by_its_reference() {
    fullMaster();
    master.answering("/hateoas/ERP5Document_getHateoas", form(field("reference", "\"COMP-1\"") + "," + field("title", "\"My Node\"")));
    master.answering(FULL + "search&" + NODES + "%20AND%20reference%3A%3D%22COMP-1%22&select_list=reference&select_list=relative_url&limit=40",
        rows("{\"reference\": \"COMP-1\", \"relative_url\": \"c/1\"}"));
    assertThat(navigator.computer("COMP-1")).isEqualTo(new ComputerInformation("COMP-1", "My Node"));
    assertThat(master.sent().getLast()).isEqualTo("GET " + FULL + "traverse&relative_url=c%2F1&view=slaposjs_view");
  }

  @Test
  void what_the_master_finds_must_be_exactly_what_was_meant_and_only_one() {
    fullMaster();
    master.answering("/hateoas/ERP5Document_getHateoas", rows("{\"title\": \"other\", \"relative_url\": \"x\", \"reference\": \"other\"}"));
    assertThatThrownBy(() -> navigator.instanceTree("t")).isInstanceOf(NotFoundException.class)
        .hasMessage("The instance tree 't' does not exist.");
    assertThatThrownBy(() -> navigator.computer("c")).isInstanceOf(NotFoundException.class)
        .hasMessage("The computer 'c' does not exist.");
    var twice = "{\"title\": \"t\", \"relative_url\": \"x\"}";
    master.answering("/hateoas/ERP5Document_getHateoas", rows(twice, twice));
    assertThatThrownBy(() -> navigator.instanceTree("t")).isInstanceOf(RequestRefusedException.class)
        .hasMessageContaining("2 documents");
  }

  @Test
  void a_token_is_asked_below_the_root() {
    fullMaster();
    master.answering("/hateoas/computer_module/Base_getComputerToken", "{\"access_token\": \"T\"}");
    assertThat(navigator.computerToken()).isEqualTo("T");
  }

  @Test
  void the_root_is_asked_for_fresh() {
    fullMaster();
    assertThatThrownBy(navigator::computerToken).isInstanceOf(NotFoundException.class);
    var fresh = new FakeTransport();
    assertThatThrownBy(new Navigator(fresh, HttpUrl.parse("http://m/hateoas"))::computers)
        .isInstanceOf(NotFoundException.class);
    assertThat(fresh.lastCall().headers()).containsEntry("Cache-Control", "no-cache");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "<html></html>", "[]", "{}", "{\"_links\": []}", "{\"_links\": {\"raw_search\": {\"href\": 5}}}",
    "{\"_links\": {\"raw_search\": {\"href\": \"http://m/x\"}}} more"
  })
  void an_unreadable_root_is_the_masters_fault(String body) {
    master.answering("/hateoas", body);
    assertThatThrownBy(navigator::instanceTrees).isInstanceOf(ServerErrorException.class)
        .hasMessageStartingWith("The HATEOAS document http://m/hateoas is unreadable: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{+x}", "ftp://m/x", "http://m/x{"})
  void a_root_that_leads_nowhere_is_the_masters_fault(String href) {
    master.answering("/hateoas", "{\"_links\": {\"raw_search\": {\"href\": \"" + href + "\"}}}");
    assertThatThrownBy(navigator::instanceTrees)
        .isInstanceOf(ServerErrorException.class)
        .hasMessageStartingWith("The HATEOAS API at http://m/hateoas leads nowhere: ");
  }
}

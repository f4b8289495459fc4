package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.slapos.fakes.FakeMaster;
import org.slapos.fakes.Reply;
import org.slapos.fakes.Reply.Delivery;
import org.slapos.grid.supervisor.ProcessState;

/** Whatever a Master answers, no service is stopped and nothing is destroyed because of it, and the next pass goes on. */
class OddMasterTest {
  private static final String LISTING = "getFullComputerInformation";

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private Path folder;

  @BeforeEach
  void deploy() {
    folder = node.partition("slappart0");
    node.release("mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web");
    master.instance("slappart0", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private static Map<String, Reply> odd(FakeMaster master) {
    String listing = master.proper(LISTING).body();
    var replies = new LinkedHashMap<String, Reply>();
    replies.put("500", Reply.status(500));
    replies.put("503 with a page", Reply.of(503, "<html>come back later</html>"));
    replies.put("404", Reply.status(404));
    replies.put("401", Reply.status(401));
    replies.put("204", Reply.status(204));
    replies.put("nothing with 200", Reply.status(200));
    replies.put("a web page", Reply.page("<!doctype html><title>It works!</title>"));
    replies.put("bytes that are no text", Reply.bytes((byte) 0, (byte) 0xff, (byte) 0xfe, (byte) 0x80));
    replies.put("half a listing that calls itself whole", Reply.of(200, listing.substring(0, listing.length() / 2)));
    replies.put("a listing cut on its way", Reply.of(200, listing).delivered(new Delivery.Cut(listing.length() / 2)));
    replies.put("a reset connection", Reply.reset());
    replies.put("a redirection to itself", Reply.redirect(302, master.url() + LISTING));
    replies.put("a redirection to nowhere", Reply.redirect(301, "http://127.0.0.1:1/"));
    replies.put("another kind of object", Reply.of(200, "<marshal><list id='i2'><int>1</int></list></marshal>"));
    replies.put("entities", Reply.of(200, "<!DOCTYPE m [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><marshal><string>&a;</string></marshal>"));
    replies.put("no headers that tell its kind", Reply.of(500, listing).with("Content-Type", "image/png"));
    return replies;
  }

  @TestFactory
  Stream<DynamicTest> an_odd_listing_changes_nothing() {
    List<ProcessState> before = node.supervisord().allProcesses();
    Map<String, String> tree = NodeTree.of(node);
    return odd(master).entrySet().stream().map(odd -> DynamicTest.dynamicTest(odd.getKey(), () -> {
      master.answering(LISTING, odd.getValue()).answering("getComputerInformation", odd.getValue());
      // A computer that the Master does not know is a mistake, not an absence.
      assertThat(node.grid().instance().exitCode()).as("offline").isEqualTo(odd.getKey().equals("404") ? 1 : 3);
      assertThat(node.grid().software().exitCode()).isEqualTo(1);
      assertThat(node.grid().report().exitCode()).isEqualTo(1);
      assertThat(node.grid().promise().exitCode()).isEqualTo(1);
      assertThat(NodeTree.of(node)).isEqualTo(tree);
      assertThat(pids(node.supervisord().allProcesses())).isEqualTo(pids(before));
      master.answeringProperly();
      assertThat(node.grid().instance().exitCode()).isZero();
    }));
  }

  private static List<Integer> pids(List<ProcessState> processes) {
    return processes.stream().filter(process -> !process.group().equals("watchdog")).map(ProcessState::pid).toList();
  }

  @Test
  void a_slow_master_is_waited_for() {
    master.answeringOnce(LISTING, master.proper(LISTING).delivered(new Delivery.Late(Duration.ofSeconds(2))));
    assertThat(node.grid().instance().exitCode()).isZero();
  }

  @Test
  void a_report_that_is_lost_is_told_again() {
    for (Reply lost : List.of(Reply.reset(), Reply.status(502), Reply.of(200, "OK").delivered(new Delivery.Cut(0)))) {
      master.instance("slappart0", URL, "started", lost.toString());
      master.answering("startedComputerPartition", lost);
      assertThat(node.grid().instance().exitCode()).isEqualTo(3);
      assertThat(folder.resolve(".timestamp")).doesNotExist();
      master.answeringProperly().forget();
      assertThat(node.grid().instance().exitCode()).isZero();
      assertThat(master.told()).containsExactly("startedComputerPartition slappart0");
    }
  }

  @Test
  void without_a_master_services_start_from_what_is_known_here() throws Exception {
    node.killSupervisord();
    master.answering(LISTING, Reply.reset());
    assertThat(node.grid().instance().exitCode()).isEqualTo(3);
    Eventually.isTrue(() -> node.processes().equals(List.of("slappart0:web-on-watch RUNNING")));
    assertThat(node.log().lines()).contains("INFO Processing computer partitions offline...")
        .anyMatch(line -> line.startsWith("ERROR ") && line.contains(master.url().replaceAll("http://|/$", "")));
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("1");
  }
}

package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.FakeMaster;
import org.slapos.fakes.Reply;
import org.slapos.grid.supervisor.SupervisorLayout;

class ReportPassTest {
  private static final String REPORT = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<consumption>\n<movement>\n"
      + "<resource>CPU &amp; more</resource>\n<title>CPU</title>\n<reference>sample</reference>\n"
      + "<quantity>42.42</quantity>\n<price>0.00</price>\n<VAT></VAT>\n<category>None</category>\n</movement>\n"
      + "</consumption>\n";

  private static final String JOURNAL = "<journal><transaction type=\"Sale Packing List\"><start_date/><stop_date/><reference/>"
      + "<currency/><payment_mode/><arrow type=\"Destination\"/><movement><resource>r</resource><quantity>1</quantity>"
      + "<price>0</price><VAT/></movement></transaction></journal>";

  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final Path folder = node.partition("slappart0");

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private String posted() {
    return master.calls("useComputer").getLast().form().get("use_string");
  }

  @Test
  void the_scripts_reports_become_one_journal_and_are_deleted() throws Exception {
    write(folder.resolve("report.xml"), REPORT, "rw-r--r--");
    Files.createDirectories(folder.resolve("var/xml_report"));
    script(folder.resolve("etc/report/usage"), "pwd > ../../where", "cp ../../report.xml \"$1\"");
    write(node.instances().resolve("var/xml_report/slappart0/other"), REPORT, "rw-r--r--");
    master.instance("slappart0", URL, "started", "1");

    assertThat(node.grid().report().exitCode()).isZero();

    String movement = "<movement><resource>CPU &amp; more</resource><title>CPU</title><reference>slappart0</reference>"
        + "<quantity>42.42</quantity><price>0.00</price><VAT></VAT><category>None</category></movement>";
    assertThat(posted()).startsWith("<?xml version=\"1.0\"?><journal><transaction type=\"Sale Packing List\">"
        + "<title>Resource consumptions</title><start_date></start_date><stop_date>")
        .containsPattern("<stop_date>\\d{4}-\\d\\d-\\d\\d at \\d\\d:\\d\\d:\\d\\d</stop_date>")
        .endsWith("<reference>COMP-1</reference><currency></currency><payment_mode></payment_mode><category></category>"
            + "<arrow type=\"Administration\"><source></source><destination></destination></arrow>"
            + movement + movement + "</transaction></journal>");
    assertThat(folder.resolve("where")).content().isEqualTo(folder.resolve("etc/report") + "\n");
    assertThat(folder.resolve("var/xml_report")).isEmptyDirectory();
    assertThat(node.instances().resolve("var/xml_report/slappart0")).isEmptyDirectory();
  }

  @Test
  void invalid_reports_stay_and_the_computer_s_own_are_sent_as_they_are() {
    write(folder.resolve("var/xml_report/bad"), REPORT.replace("42.42", "42,42"), "rw-r--r--");
    write(folder.resolve("var/xml_report/bomb"),
        "<!DOCTYPE c [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + REPORT.substring(REPORT.indexOf("<cons")), "rw-r--r--");
    Path own = node.instances().resolve("var/xml_report/COMP-1/2026-11-23.xml");
    write(own, JOURNAL, "rw-r--r--");
    master.instance("slappart0", URL, "started", "1");

    assertThat(node.grid().report().exitCode()).isZero();

    assertThat(posted()).isEqualTo(JOURNAL);
    assertThat(own).doesNotExist();
    assertThat(folder.resolve("var/xml_report/bad")).exists();
    assertThat(folder.resolve("var/xml_report/bomb")).exists();
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING The XML file " + folder));
  }

  @Test
  void a_journal_of_the_computer_that_the_master_refuses_holds_back_no_other() {
    Path folder = node.instances().resolve("var/xml_report/COMP-1");
    for (String day : List.of("2026-11-22", "2026-11-23", "2026-11-24")) {
      write(folder.resolve(day + ".xml"), JOURNAL, "rw-r--r--");
    }
    master.answeringOnce("useComputer", Reply.status(400));

    node.grid().report();

    assertThat(folder.resolve("2026-11-22.xml")).exists();
    assertThat(folder.resolve("2026-11-23.xml")).doesNotExist();
    assertThat(folder.resolve("2026-11-24.xml")).doesNotExist();
  }

  @Test
  void a_failing_script_is_told_and_fails_the_pass() {
    script(folder.resolve("etc/report/a"), "exit 1");
    script(folder.resolve("etc/report/b"), "exit 1");
    master.instance("slappart0", URL, "started", "1");

    assertThat(node.grid().report().exitCode()).isEqualTo(1);

    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Script 'a' failed.\nScript 'b' failed.");
  }

  @Test
  void a_script_that_hangs_is_ended_and_holds_back_no_other_partition() {
    var limits = node.settings().limits();
    node.settings(node.settings().with(new GridSettings.Limits(
        limits.maximumPeriodicity(), limits.promiseTimeout(), Optional.of(Duration.ofSeconds(1)), 0, 0, 1)));
    script(folder.resolve("etc/report/slow"), "exec sleep 3600");
    Path other = node.partition("slappart1");
    script(other.resolve("etc/report/quick"), "touch ../../done");
    master.instance("slappart0", URL, "started", "1");
    master.instance("slappart1", URL, "started", "1");

    assertThat(node.grid().report().exitCode()).isEqualTo(1);

    assertThat(other.resolve("done")).exists();
    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Script 'slow' did not end within 1 seconds.");
  }

  private void deployedAndDestroyed() {
    node.release("mkdir -p etc/service sbin", "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web",
        "chmod 700 etc/service/web", "printf '#!/bin/sh\\necho destroying in $PWD\\n' > sbin/destroy",
        "chmod 700 sbin/destroy");
    master.instance("slappart0", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();
    master.forget();
    master.instance("slappart0", URL, "destroyed", "2");
  }

  @Test
  void a_destroyed_partition_is_stopped_emptied_and_reported() throws Exception {
    Path repository = Files.createDirectory(node.root().resolve("pki"));
    node.settings(node.settings().withCertificateRepository(repository));
    deployedAndDestroyed();
    Files.createSymbolicLink(folder.resolve("outside"), node.software());

    assertThat(node.grid().report().exitCode()).isZero();

    assertThat(folder).isEmptyDirectory();
    assertThat(repository).isEmptyDirectory();
    assertThat(node.software()).isNotEmptyDirectory();
    assertThat(node.processes()).isEmpty();
    assertThat(master.told())
        .containsExactly("stoppedComputerPartition slappart0", "destroyedComputerPartition slappart0");
    assertThat(node.log().lines()).contains(
        "INFO Destroying Computer Partition slappart0...", "INFO destroying in " + folder);
  }

  @Test
  void a_failing_destroy_script_keeps_the_partition() {
    deployedAndDestroyed();
    script(folder.resolve("sbin/destroy"), "exit 1");

    assertThat(node.grid().report().exitCode()).isEqualTo(1);

    assertThat(folder.resolve("sbin/destroy")).exists();
    assertThat(master.told()).containsExactly("stoppedComputerPartition slappart0", "softwareInstanceError slappart0");
    assertThat(master.calls("softwareInstanceError").getFirst().error())
        .isEqualTo("Failed to destroy Computer Partition in '%s'.", folder);
  }

  @Test
  void retention_is_waited_for_from_the_first_attempt() {
    deployedAndDestroyed();
    write(folder.resolve(".slapos-retention-lock-delay"), "2.0", "rw-r--r--");

    assertThat(node.grid().report().exitCode()).isZero();
    assertThat(node.log().lines()).contains("INFO Impossible to destroy partition yet because of retention lock.");
    assertThat(folder.resolve(".slapos-retention-lock-date")).content().matches("\\d{10}\\.0");

    node.later(Duration.ofDays(1));
    node.grid().report();
    assertThat(folder.resolve("sbin/destroy")).exists();

    node.later(Duration.ofHours(25));
    node.grid().report();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void running_services_on_the_waiting_list_delay_the_destruction() throws Exception {
    deployedAndDestroyed();
    Path other = node.partition("slappart1");
    Files.createDirectories(other.resolve("etc"));
    node.release("mkdir -p etc/service", "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web",
        "chmod 700 etc/service/web");
    master.instance("slappart1", URL, "started", "1");
    node.grid().instance();
    write(folder.resolve(".slapos-report-wait-service-list"), "slappart1:web-on-watch\ngone:gone\n", "rw-r--r--");

    assertThat(node.grid().report().exitCode()).isZero();
    assertThat(folder.resolve("sbin/destroy")).exists();
    assertThat(node.log().lines())
        .contains("INFO There are running processes into the partition, wait until they finish...");

    master.instance("slappart1", URL, "stopped", "2");
    node.grid().instance();
    node.grid().report();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_master_that_refuses_the_journal_loses_nothing_and_keeps_the_partition() {
    deployedAndDestroyed();
    write(folder.resolve("var/xml_report/report"), REPORT, "rw-r--r--");
    master.failing("useComputer", 400);

    node.grid().report();

    assertThat(folder.resolve("var/xml_report/report")).exists();
    assertThat(master.told()).contains("softwareInstanceError slappart0").doesNotContain("destroyedComputerPartition slappart0");
  }

  @Test
  void a_report_that_the_master_refuses_holds_back_no_other_partition() {
    Path other = node.partition("slappart1");
    master.instance("slappart0", URL, "started", "1");
    master.instance("slappart1", URL, "started", "1");
    write(folder.resolve("var/xml_report/report"), REPORT, "rw-r--r--");
    write(other.resolve("var/xml_report/report"), REPORT, "rw-r--r--");
    master.answeringOnce("useComputer", Reply.status(400), Reply.status(400), Reply.status(200));

    node.grid().report();

    assertThat(master.calls("useComputer")).hasSize(3);
    assertThat(folder.resolve("var/xml_report/report")).exists();
    assertThat(other.resolve("var/xml_report/report")).doesNotExist();
    assertThat(master.told()).contains("softwareInstanceError slappart0").doesNotContain("softwareInstanceError slappart1");
  }

  @Test
  void a_report_that_is_too_large_is_the_failure_of_its_partition() throws Exception {
    master.instance("slappart0", URL, "started", "1");
    write(folder.resolve("var/xml_report/report"), "", "rw-r--r--");
    try (var large = new RandomAccessFile(folder.resolve("var/xml_report/report").toFile(), "rw")) {
      large.setLength(20L << 20);
    }

    assertThat(node.grid().report().exitCode()).isEqualTo(1);

    assertThat(master.calls("softwareInstanceError").getFirst().error()).contains("Cannot read the usage reports of slappart0");
  }

  @Test
  void supervisord_s_extra_files_of_a_destroyed_partition_go_too() throws Exception {
    deployedAndDestroyed();
    Path extra = new SupervisorLayout(node.instances()).programs().resolve("slappart0-prerm.conf");
    Files.writeString(extra, "");

    node.grid().report();

    assertThat(extra).doesNotExist();
    assertThat(master.told()).isEqualTo(
        List.of("stoppedComputerPartition slappart0", "destroyedComputerPartition slappart0"));
  }
}

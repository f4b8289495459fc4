package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;

/** What people see when something is wrong: one line that says what and where, an exit status, no trace. */
class FaultsTest {
  @TempDir
  private Path folder;

  private Master master;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 1);
  }

  @AfterEach
  void stop() {
    node.close();
    master.close();
  }

  @Test
  void a_full_node_is_named_as_the_reason() {
    node.slapos("node", "format", "--now").ended(0);
    node.slapos("request", "first", "/x/software.cfg").ended(0);
    assertOneLine(node.slapos("-q", "request", "second", "/x/software.cfg"), 1, "No free computer partition found for: second");
  }

  @Test
  void a_computer_that_the_master_does_not_know_is_named() {
    CommandRun run = node.slapos("-q", "node", "software", "--computer-id", "COMP-OTHER");
    assertOneLine(run, 1, "COMP-OTHER");
  }

  @Test
  void an_unreachable_master_is_named_and_nothing_is_destroyed() throws IOException {
    node.slapos("node", "format", "--now").ended(0);
    String address = master.url().getAuthority();
    master.close();
    assertOneLine(node.slapos("-q", "supply", "/x", TestNode.COMPUTER), 1, address);
    assertOneLine(node.slapos("-q", "node", "software"), 1, address);
    assertThat(node.slapos("node", "format", "--now").ended(2).err()).contains("failed to transfer information to");
    assertThat(node.slapos("node", "instance").ended(3).err()).contains("Processing computer partitions offline...");
    assertThat(node.instanceRoot().resolve("slappart0")).isDirectory();
  }

  @Test
  void a_port_in_use_is_named_with_its_address() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      CommandRun run = node.slapos(
          "proxy", "start", "--host", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()),
          "-u", folder.resolve("other.db").toString());
      assertOneLine(run, 1, "127.0.0.1:" + taken.getLocalPort());
      assertThat(run.err()).containsIgnoringCase("in use");
    }
  }

  @Test
  void a_folder_where_the_database_should_be_is_named() {
    CommandRun run = node.slapos("proxy", "start", "--host", "127.0.0.1", "--port", "0", "-u", folder.toString());
    assertOneLine(run, 1, folder.toString());
  }

  @Test
  void a_missing_and_an_unreadable_folder_are_named() throws IOException {
    node.unprivileged();
    assertOneLine(
        node.slapos("-q", "node", "instance", "--instance-root", folder.resolve("gone").toString()),
        1,
        folder.resolve("gone") + " does not exist");
    Files.setPosixFilePermissions(node.softwareRoot(), PosixFilePermissions.fromString("---------"));
    try {
      node.slapos("supply", TestNode.sample("hello/software.cfg"), TestNode.COMPUTER).ended(0);
      CommandRun run = node.slapos("-q", "node", "software");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("no permission for " + node.softwareRoot()).doesNotContain("\tat org.slapos.cli");
    } finally {
      Files.setPosixFilePermissions(node.softwareRoot(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void a_second_agent_ends_with_10() throws IOException {
    // Any live process whose command line names slapos holds the file; the Master's own process does as well.
    Process other = new ProcessBuilder("/bin/sh", "-c", "sleep 60; : slapos").start();
    try {
      Files.writeString(node.folder().resolve("cp.pid"), Long.toString(other.pid()));
      CommandRun run = node.slapos("node", "instance").ended(10);
      assertThat(run.err()).contains("another slapos process is aleady running with pid " + other.pid());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void a_supervisord_that_does_not_start_says_why() throws IOException {
    Files.createDirectories(node.instanceRoot().resolve("etc/supervisord.conf.d"));
    Files.writeString(node.instanceRoot().resolve("etc/supervisord.conf.d/broken.conf"), "[program:x]\n");
    CommandRun run = node.slapos("-q", "node", "supervisord");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("Failed to launch supervisord").contains("program:x");
  }

  @Test
  void tools_that_are_missing_are_named() throws IOException {
    Path tools = folder.resolve("tools");
    Files.writeString(tools, "not a folder");
    Files.writeString(
        node.configuration(),
        Files.readString(node.configuration()).replaceAll("python_tools = .*", "python_tools = " + tools));
    CommandRun run = node.slapos("-q", "node", "software");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(tools + " is in the way").doesNotContain("\tat ");
  }

  private static void assertOneLine(CommandRun run, int status, String part) {
    run.ended(status);
    assertThat(run.err()).contains(part).doesNotContain("\tat ", "Exception:");
    assertThat(run.err().lines()).as(run.err()).hasSize(1);
  }
}

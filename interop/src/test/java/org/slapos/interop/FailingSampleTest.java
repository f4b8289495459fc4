package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;

/** What goes wrong in software and instances, seen from our node with our Master: exit statuses and messages. */
class FailingSampleTest {
  private static final String RELEASE = TestNode.sample("failing/software.cfg");
  private static final String BROKEN = TestNode.sample("failing/software-buildout.cfg");

  @TempDir
  private Path folder;

  private Master master;
  private TestNode node;

  @BeforeEach
  void start() throws IOException {
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 2);
    node.slapos("node", "format", "--now").ended(0);
  }

  @AfterEach
  void stop() {
    node.close();
    master.close();
  }

  @Test
  void each_way_to_fail_has_its_exit_status_and_says_what_failed() throws IOException {
    node.slapos("supply", RELEASE, TestNode.COMPUTER).ended(0);
    node.slapos("supply", BROKEN, TestNode.COMPUTER).ended(0);
    CommandRun software = node.slapos("node", "software").ended(1);
    assertThat(software.err())
        .contains("Error: The referenced section, 'no-such-section', was not defined.")
        .contains("Failed to run buildout profile in directory");

    node.slapos("request", "f", RELEASE, "--parameters", "failure=promise").ended(0);
    CommandRun promise = node.slapos("node", "instance").ended(2);
    assertThat(promise.err())
        .contains("Promise 'sample' failed with output: the promise fails, as requested")
        .contains("Error with promises for the following partitions:");
    Path partition = node.instanceRoot().resolve("slappart0");
    assertThat(partition.resolve(".timestamp")).doesNotExist();
    node.slapos("node", "promise").ended(2);

    node.slapos("request", "f", RELEASE, "--parameters", "failure=promise-timeout").ended(0);
    assertThat(node.slapos("node", "instance", "--promise-timeout", "1").ended(2).err())
        .contains("Error: Promise timed out after 1 seconds");

    node.slapos("request", "f", RELEASE, "--parameters", "failure=instance").ended(0);
    CommandRun instance = node.slapos("node", "instance").ended(1);
    assertThat(instance.err())
        .contains("the instance profile fails, as requested")
        .contains("Error while processing the following partitions:")
        .contains("  slappart0[default]: ");
    assertThat(Files.readString(partition.resolve(".slapgrid-slappart0-error.log")))
        .contains("the instance profile fails, as requested");

    node.slapos("request", "f", RELEASE, "--parameters", "failure=none").ended(0);
    node.slapos("node", "instance").ended(0);
    assertThat(partition.resolve(".timestamp")).exists();
    assertThat(partition.resolve(".slapgrid-slappart0-error.log")).doesNotExist();

    node.slapos("request", "f", RELEASE, "--parameters", "failure=none", "--state", "destroyed").ended(0);
    node.slapos("node", "report").ended(0);
    assertThat(partition).isEmptyDirectory();
  }
}

package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.software.SoftwareFolder;

/**
 * A disk that fills up at every few kilobytes of a pass: a real small file system, so this needs root. The pass tells what
 * is wrong and ends; with space again the next one is as if nothing had been.
 */
class FullDiskTest {
  private static final String RELEASE = "http://example.com/sr.cfg";
  private static final int BLOCK = 4096;

  private final TestNode node = new TestNode();

  @BeforeEach
  void mount() throws Exception {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("runs as root").isEqualTo(0);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", node.root().toString()))
        .as("may mount").isZero();
    Files.createDirectories(node.software());
    Files.createDirectories(node.instances());
    Files.createDirectories(node.root().resolve("pki"));
    node.settings(node.settings().withCertificateRepository(node.root().resolve("pki")));
  }

  @AfterEach
  void end() throws Exception {
    node.killSupervisord();
    run("umount", "-l", node.root().toString());
    node.close();
  }

  private static int run(String... words) throws IOException, InterruptedException {
    return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
        .waitFor();
  }

  /** Leaves that many blocks. */
  private void fill(int blocksLeft) throws IOException {
    Path filler = node.root().resolve("filler");
    Files.deleteIfExists(filler);
    long free = Files.getFileStore(node.root()).getUsableSpace();
    try (OutputStream out = Files.newOutputStream(filler)) {
      out.write(new byte[Math.toIntExact(Math.max(0, free - (long) blocksLeft * BLOCK))]);
    }
  }

  private void empty() throws IOException {
    Files.delete(node.root().resolve("filler"));
  }

  /** Programs tell the system's reason; what a shell does itself, it calls an I/O error. */
  private void tellsWhy(PassResult result) {
    assertThat(result.exitCode()).as(() -> String.join("\n", node.log().lines())).isEqualTo(1);
    assertThat(String.join("\n", node.log().lines())).contains("No space left on device");
    node.log().lines().clear();
  }

  @Test
  void while_an_instance_is_deployed() throws Exception {
    node.release("mkdir -p etc/service etc/promise",
        "env printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web && chmod 700 etc/service/web || exit 1",
        "env printf '#!/bin/sh\\necho kept\\n' > etc/promise/check && chmod 700 etc/promise/check || exit 1");
    node.partition("slappart1");
    node.master().instance("slappart1", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();
    Path folder = node.partition("slappart0");
    node.master().instance("slappart0", URL, "started", "1");
    int failures = 0;
    for (int left = 0; left < 40; left += 2) {
      fill(left);
      PassResult result = node.grid().instance();
      empty();
      if (result.exitCode() == 0) {
        break;
      }
      failures++;
      tellsWhy(result);
      assertThat(folder.resolve(".timestamp")).doesNotExist();
      assertThat(node.processes()).contains("slappart1:web-on-watch RUNNING");
    }
    assertThat(failures).as("places that were tried").isGreaterThan(2);

    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, List.of()));

    assertThat(node.processes()).containsExactly("slappart0:web-on-watch RUNNING", "slappart1:web-on-watch RUNNING");
    assertThat(folder.resolve(".timestamp")).content().isEqualTo("1");
    assertThat(folder.resolve(".slapgrid/promise/result/check.status.json")).content().contains("\"kept\"");
  }

  @Test
  void while_software_is_built() throws Exception {
    write(node.root().resolve("bootstrap.py"), """
        import os
        os.makedirs('bin', exist_ok=True)
        with open('bin/buildout', 'w') as f: f.write('#!/bin/sh\\necho building\\nenv echo x > instance.cfg || exit 1\\n')
        os.chmod('bin/buildout', 0o755)
        """, "rwxr-xr-x");
    node.settings(node.settings().with(new GridSettings.Behaviour(
        Optional.of(node.root().resolve("bootstrap.py")), false, false, "", "")));
    assertThat(node.grid().software().exitCode()).isZero();
    node.master().supply(RELEASE, "available");
    Path folder = SoftwareFolder.of(node.software(), RELEASE).path();
    int failures = 0;
    for (int left = 0; left < 30; left++) {
      fill(left);
      PassResult result = node.grid().software();
      empty();
      if (result.exitCode() == 0) {
        break;
      }
      failures++;
      tellsWhy(result);
      assertThat(folder.resolve(".completed")).doesNotExist();
    }
    assertThat(failures).as("places that were tried").isGreaterThan(2);

    node.grid().software();

    assertThat(folder.resolve("instance.cfg")).content().isEqualTo("x\n");
    assertThat(folder.resolve(".completed")).isNotEmptyFile();
  }

  @Test
  void while_a_partition_is_destroyed_it_is_destroyed_all_the_same() throws Exception {
    node.release("mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web");
    Path folder = node.partition("slappart0");
    node.master().instance("slappart0", URL, "started", "1");
    assertThat(node.grid().instance().exitCode()).isZero();
    node.master().instance("slappart0", URL, "destroyed", "2");

    // The pid file is one block; the rest only frees space.
    fill(2);
    assertThat(node.grid().report().exitCode()).as(() -> String.join("\n", node.log().lines())).isZero();

    assertThat(folder).isEmptyDirectory();
    assertThat(node.processes()).isEmpty();
  }
}

package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.TestCertificate;
import org.slapos.grid.files.Trees;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.cache.CacheSettings;
import org.slapos.testing.reference.ReferenceEnvironment;

/** Real releases go through our Master's network cache, between our node and the reference's in both directions. */
class ReleaseCacheTest {
  private static final String RELEASE = TestNode.sample("hello/software.cfg");

  @TempDir
  private Path folder;

  private ReferenceEnvironment reference;
  private Master master;
  private TestNode node;
  private Path release;

  @BeforeEach
  void start() throws IOException {
    reference = AssumedReference.newest();
    var cache = new CacheSettings(folder.resolve("contents"), folder.resolve("entries"), Optional.empty());
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER)
        .with(new MasterServices(Optional.of(cache), Optional.empty(), List.of())));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 1).unprivileged();
    release = SoftwareFolder.of(node.softwareRoot(), RELEASE).path();
    var signer = TestCertificate.make(folder, "signer");
    Files.writeString(node.configuration(), Files.readString(node.configuration()) + """

        [networkcache]
        download-binary-cache-url = %1$sshacache/cache
        download-binary-dir-url = %1$sshacache/dir
        upload-binary-cache-url = %1$sshacache/cache
        upload-binary-dir-url = %1$sshacache/dir
        signature-private-key-file = %2$s
        """.formatted(master.url(), signer.key()) + signer.setting());
    node.slapos("node", "format", "--now").ended(0);
    node.slapos("supply", RELEASE, TestNode.COMPUTER).ended(0);
  }

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
    if (master != null) {
      master.close();
    }
  }

  private CommandRun theirs(String... arguments) {
    return node.run(reference.executable("slapos"), arguments);
  }

  @Test
  void what_our_node_has_built_the_reference_downloads_and_ours_does_too() throws IOException {
    CommandRun built = node.slapos("node", "software").ended(0);
    assertThat(built.err()).contains("Trying to upload archive of software release (try 0)...");

    Trees.delete(release);
    CommandRun fetched = theirs("node", "software").ended(0);
    assertThat(fetched.err()).contains("Extracting archive of cached software release...");
    assertThat(release.resolve("bin/buildout")).exists();

    Trees.delete(release);
    CommandRun again = node.slapos("node", "software").ended(0);
    assertThat(again.err()).contains("Extracting archive of cached software release...").doesNotContain("bootstrap");
    assertThat(release.resolve(".completed")).exists();
    assertThat(release.resolve(".slapgrid-build.log")).doesNotExist();
    node.slapos("request", "hello", RELEASE, "--parameters", "port=" + TestNode.freePort()).ended(0);
    node.slapos("node", "instance").ended(0);
  }

  @Test
  void what_the_reference_has_built_our_node_downloads() throws IOException {
    assertThat(theirs("node", "software").ended(0).err()).contains("Uploading");
    Trees.delete(release);

    CommandRun fetched = node.slapos("node", "software").ended(0);

    assertThat(fetched.err()).contains("Extracting archive of cached software release...");
    assertThat(release.resolve("bin/buildout")).exists();
    node.slapos("request", "hello", RELEASE, "--parameters", "port=" + TestNode.freePort()).ended(0);
    node.slapos("node", "instance").ended(0);
  }
}

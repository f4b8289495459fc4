package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.files.Trees;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Place;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.grid.software.SoftwareFolder;

/** The software pass with a network cache; releases are built by a shell script. */
class ReleaseCacheTest {
  private final TestNode node = new TestNode();
  private final FakeMaster master = node.master();
  private final StoringCache cache = node.cache();
  private final Path folder = SoftwareFolder.of(node.software(), URL).path();
  private final String key = folder.getFileName().toString();
  private ReleaseCacheSettings settings = ReleaseCacheSettings.NONE;

  @BeforeEach
  void useCache() throws Exception {
    Path program = node.root().resolve("bootstrap.py");
    write(program, """
        import os
        open(%s, 'a').write('x')
        os.makedirs('bin', exist_ok=True)
        open('bin/buildout', 'w').write('#!/bin/sh\\ntouch instance.cfg\\nmkdir -p parts/tool\\n'
            'echo works > parts/tool/program\\nchmod 750 parts/tool/program\\nln -sf program parts/tool/link\\n'
            'ln -sf /nowhere parts/dangling\\n')
        os.chmod('bin/buildout', 0o755)
        """.formatted("'" + builds() + "'"), "rwxr-xr-x");
    node.settings(node.settings().with(new GridSettings.Behaviour(Optional.of(program), false, false, "", "")));
    use(NodeCache.prepare(node.root(), cache));
    master.supply(URL, "available");
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private Path builds() {
    return node.root().resolve("builds");
  }

  private void use(ReleaseCacheSettings changed) {
    settings = changed;
    node.settings(node.settings().with(GridSettings.Extensions.NONE.with(changed)));
  }

  private void lists(List<String> neverDownload, List<String> neverUpload, List<String> onlyDownload) {
    use(new ReleaseCacheSettings(
        settings.download(), settings.upload(), settings.certificates(), settings.signingKey(), neverDownload,
        neverUpload, onlyDownload));
  }

  private void uploaded() throws IOException {
    assertThat(node.grid().software().exitCode()).isZero();
    assertThat(cache.entries(key)).hasSize(1);
    Trees.delete(folder);
    Files.delete(builds());
    master.forget();
    cache.asked().clear();
  }

  private void noLeftovers() throws IOException {
    try (var entries = Files.list(node.software())) {
      assertThat(entries.map(path -> path.getFileName().toString()).filter(name -> name.startsWith("."))).isEmpty();
    }
  }

  @Test
  void a_release_that_was_built_here_is_fetched_by_the_next_node_of_its_kind() throws Exception {
    uploaded();

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(builds()).doesNotExist();
    assertThat(folder.resolve("parts/tool/program")).hasContent("works");
    assertThat(Files.isExecutable(folder.resolve("parts/tool/program"))).isTrue();
    assertThat(folder.resolve("parts/tool/link")).isSymbolicLink();
    assertThat(Files.readSymbolicLink(folder.resolve("parts/dangling"))).isEqualTo(Path.of("/nowhere"));
    assertThat(folder.resolve("instance.cfg")).exists();
    assertThat(folder.resolve(".completed")).exists();
    assertThat(master.told()).containsExactly("buildingSoftwareRelease " + URL, "availableSoftwareRelease " + URL);
    assertThat(cache.asked()).hasSize(2).first().isEqualTo("GET /dir/" + key);
    noLeftovers();
  }

  @Test
  void an_entry_tells_what_it_was_built_from_where_and_for_which_machine() throws Exception {
    uploaded();
    assertThat(cache.entries(key).getFirst())
        .contains("\\\"software_url\\\": \\\"" + URL)
        .contains("\\\"software_root\\\": \\\"" + node.software())
        .contains("\\\"multiarch\\\": \\\"").contains("\\\"os\\\": [\\\"");
  }

  @Test
  void secrets_and_logs_of_the_build_stay_here() throws Exception {
    Path archive = node.root().resolve("archive.tar.gz");
    node.grid().software();
    Files.write(archive, cache.contents().values().iterator().next());
    var tar = new ProcessBuilder("tar", "-tzf", archive.toString()).redirectErrorStream(true).start();
    assertThat(new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .contains(key + "/parts/tool/program")
        .doesNotContain(key + "/.netrc", key + "/.slapgrid-build.log", key + "/.completed")
        .allMatch(line -> line.startsWith(key + "/"));
  }

  @Test
  void what_nobody_trusted_has_signed_is_not_used() throws Exception {
    uploaded();
    use(new ReleaseCacheSettings(
        settings.download(), Place.NONE, "", Optional.empty(), List.of(), List.of(), List.of()));

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(builds()).exists();
    assertThat(cache.asked()).containsExactly("GET /dir/" + key);
  }

  @Test
  void what_was_built_for_another_place_is_not_used() throws Exception {
    uploaded();
    Path elsewhere = Files.createDirectory(node.root().resolve("soft2"));
    node.settings(GridSettings.of(
            FakeMaster.COMPUTER, master.url(), elsewhere, node.instances(), node.settings().pythonTools())
        .withRootCheck(false).withPidFile(node.root().resolve("pid2")).with(node.settings().behaviour())
        .with(node.settings().limits()).with(node.settings().extensions()));

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(builds()).exists();
    assertThat(node.log().lines()).anyMatch(line -> line.contains("built in " + node.software()));
  }

  @Test
  void a_damaged_content_is_not_unpacked() throws Exception {
    uploaded();
    cache.contents().replaceAll((_, content) -> "another".getBytes(StandardCharsets.UTF_8));

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(builds()).exists();
    assertThat(node.log().lines()).anyMatch(line -> line.contains("holds another content"));
    noLeftovers();
  }

  @Test
  void an_archive_of_other_things_changes_nothing() throws Exception {
    Path tree = Files.createDirectories(node.root().resolve("tree").resolve(key)).getParent();
    write(tree.resolve("evil"), "evil", "rw-r--r--");
    Path archive = node.root().resolve("evil.tar");
    for (List<String> words : List.of(
        List.of("evil", key), List.of("--transform=s,^evil,../evil,", "evil", key), List.of("evil"))) {
      var argv = new ArrayList<>(List.of("tar", "-cPf", archive.toString(), "-C", tree.toString()));
      argv.addAll(words);
      assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
      uploaded();
      byte[] evil = Files.readAllBytes(archive);
      publish(evil);

      assertThat(node.grid().software().exitCode()).isZero();

      assertThat(builds()).as("built instead of %s", words).exists();
      assertThat(node.software().resolve("evil")).doesNotExist();
      assertThat(node.root().resolve("evil")).doesNotExist();
      assertThat(folder.resolve("evil")).doesNotExist();
      noLeftovers();
      cache.contents().clear();
      Trees.delete(folder);
      cache.entries(key).clear();
    }
  }

  /** A signed entry for a content of the test's. */
  private void publish(byte[] content) throws IOException {
    cache.contents().put(StoringCache.sha512(content), content);
    var index = CacheIndex.signing(
        settings.upload().index().orElseThrow().server(),
        TrustedSigners.parse(settings.certificates()),
        SigningKey.read(settings.signingKey().orElseThrow()));
    index.publish(
        CacheKey.release(URL), StoringCache.sha512(content),
        HostPlatform.ofThisMachine().metadata());
  }

  @Test
  void a_listed_url_is_neither_fetched_nor_sent() throws Exception {
    uploaded();
    lists(List.of("http://example.com/"), List.of("http://example.com/"), List.of());

    assertThat(node.grid().software().exitCode()).isZero();

    assertThat(builds()).exists();
    assertThat(cache.asked()).isEmpty();
    assertThat(node.log().lines())
        .contains("INFO Can't upload to binary cache: Software Release URL is blacklisted.");
  }

  @Test
  void a_release_of_shared_parts_is_not_sent() throws Exception {
    write(folder.resolve(".shared"), "", "rw-r--r--");
    assertThat(node.grid().software().exitCode()).isZero();
    assertThat(cache.asked()).isEmpty();
  }

  @Test
  void a_forced_url_is_never_built() throws Exception {
    lists(List.of(), List.of(), List.of("http://example.com/"));

    assertThat(node.grid().software().exitCode()).isEqualTo(1);
    String message = "Binary cache forced for '%s', but failed to download, will retry again".formatted(URL);
    assertThat(builds()).doesNotExist();
    assertThat(folder).doesNotExist();
    assertThat(master.calls("softwareReleaseError").getFirst().error()).startsWith(message);
    assertThat(node.log().lines()).anyMatch(line -> line.contains("Failed to download from network cache " + URL
        + ": HTTP Error 404"));

    Files.createDirectory(folder);
    assertThat(node.grid().software().summary()).singleElement().asString()
        .contains("but directory " + folder + " already exists, will retry again");
  }

  @Test
  void a_folder_that_is_there_is_built_further() throws Exception {
    uploaded();
    Files.createDirectory(folder);
    assertThat(node.grid().software().exitCode()).isZero();
    assertThat(builds()).exists();
  }

  @Test
  void half_a_configuration_is_told() {
    use(new ReleaseCacheSettings(
        new Place(settings.download().contents(), Optional.empty()), Place.NONE, "", Optional.empty(), List.of(),
        List.of(), List.of()));
    assertThat(node.grid().software().exitCode()).isZero();
    assertThat(node.log().lines()).anyMatch(line -> line.startsWith("WARNING networkcache badly configured"));
    assertThat(cache.asked()).isEmpty();
  }

  @Test
  void an_agent_that_is_stopped_does_not_wait_for_the_cache() throws Exception {
    uploaded();
    var stopped = new CountDownLatch(1);
    var grid = new AtomicReference<>(node.grid());
    cache.beforeContent(() -> {
      grid.get().stop();
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });

    PassResult result = grid.get().software();
    stopped.countDown();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(builds()).doesNotExist();
    assertThat(master.told()).containsExactly("buildingSoftwareRelease " + URL, "softwareReleaseError " + URL);
    noLeftovers();
  }
}

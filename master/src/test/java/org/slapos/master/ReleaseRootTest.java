package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.show.ProxyShow;
import org.slapos.master.store.Snapshot;

/** Releases that are files of this machine follow the folder that is configured; as seen of the reference. */
class ReleaseRootTest {
  @TempDir Path folder;

  @Test
  void paths_below_the_former_root_move_below_the_new_one_and_nothing_else_changes() throws Exception {
    file("a/both/software.cfg");
    file("a/only-old/software.cfg");
    file("b/both/software.cfg");
    file("b/only-new/software.cfg");
    start("a", at("a/none/s.cfg"), at("a/both/software.cfg"), at("a/only-old/software.cfg"), "http://x/y.cfg",
        at("a/only-new/software.cfg"), at("ab/s.cfg"), at("a/../a/dots.cfg"), "file://" + at("a/none/s.cfg"),
        at("a//twice.cfg"), at("a/x/../../ab/q.cfg"), "a/relative.cfg");
    var before = Snapshot.read(database());

    start("b");

    var moved = List.of(at("b/none/s.cfg"), at("b/both/software.cfg"), at("a/only-old/software.cfg"), "http://x/y.cfg",
        at("b/only-new/software.cfg"), at("ab/s.cfg"), at("b/dots.cfg"), "file://" + at("a/none/s.cfg"),
        at("b/twice.cfg"), at("a/x/../../ab/q.cfg"), "a/relative.cfg");
    var after = Snapshot.read(database());
    assertThat(after.installations()).extracting(installation -> installation.url()).containsExactlyElementsOf(moved);
    assertThat(instances(after)).extracting(Instance::softwareRelease).containsExactlyElementsOf(moved);
    assertThat(instances(after)).extracting(Instance::timestamp)
        .isEqualTo(instances(before).stream().map(Instance::timestamp).toList());
    assertThat(copies()).hasSize(1);
    assertThat(ProxyShow.read(copies().getFirst()).software().rows().getFirst().getFirst()).contains(at("a/none/s.cfg"));
  }

  @Test
  void a_root_inside_the_other_holds_the_same_files_already() throws Exception {
    start("a", at("a/deep/s.cfg"));
    start("a/deep");
    start("a");
    MasterSettings unconfigured = MasterSettings.local(database(), 0, "COMP-0");
    Master.start(unconfigured, () -> Instant.EPOCH).close();
    assertThat(Snapshot.read(database()).installations()).extracting(i -> i.url()).containsExactly(at("a/deep/s.cfg"));
    assertThat(copies()).isEmpty();
  }

  @Test
  void what_is_supplied_from_the_new_place_already_stays_once() throws Exception {
    start("a", at("b/s.cfg"), at("a/s.cfg"));
    start("b");
    start("b");
    assertThat(Snapshot.read(database()).installations()).extracting(i -> i.url()).containsExactly(at("b/s.cfg"));
    assertThat(instances(Snapshot.read(database()))).extracting(Instance::softwareRelease)
        .containsExactly(at("b/s.cfg"), at("b/s.cfg"));
    assertThat(copies()).hasSize(1);
  }

  @Test
  void a_relative_root_is_refused() {
    assertThatThrownBy(() -> new ReleaseRoot(Path.of("releases"))).hasMessageContaining("must be absolute: releases");
  }

  private void start(String root, String... supplied) {
    var settings = MasterSettings.local(database(), 0, "COMP-0").with(new ReleaseRoot(folder.resolve(root)));
    try (var master = Master.start(settings, () -> Instant.EPOCH)) {
      var node = new NodeClient(master.url());
      if (supplied.length > 0) {
        node.format("COMP-0", supplied.length);
      }
      for (int i = 0; i < supplied.length; i++) {
        node.supply("COMP-0", supplied[i]);
        var form = NodeClient.requestForm("i" + i);
        form.put("software_release", supplied[i]);
        assertThat(node.post("/requestComputerPartition", form).status()).isEqualTo(200);
      }
    }
  }

  private static List<Instance> instances(Snapshot snapshot) {
    return snapshot.partitions().stream().flatMap(partition -> partition.instance().stream()).toList();
  }

  private List<Path> copies() throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("proxy.db-backup-release-root-")).toList();
    }
  }

  private Path database() {
    return folder.resolve("proxy.db");
  }

  private String at(String path) {
    return folder + "/" + path;
  }

  private void file(String path) throws Exception {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.createFile(folder.resolve(path));
  }
}

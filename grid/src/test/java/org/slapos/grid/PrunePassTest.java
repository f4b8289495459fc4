package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.prune.PrunePass;

class PrunePassTest {
  private static final String A = "a".repeat(32);
  private static final String B = "b".repeat(32);
  private static final String C = "c".repeat(32);
  private static final String D = "d".repeat(32);

  @TempDir
  private Path root;

  private final RecordingLog log = new RecordingLog();

  private Path part(String name, String signature, String mentions) {
    Path part = root.resolve("shared").resolve(name).resolve(signature);
    write(part.resolve(".buildout-shared.json"), mentions, "rw-r--r--");
    write(part.resolve("lib/file"), "content", "rw-r--r--");
    return part;
  }

  private List<Path> prune(boolean dryRun, Path... further) throws IOException {
    Files.createDirectories(root.resolve("inst"));
    return new PrunePass(
        root.resolve("shared"), root.resolve("soft"), root.resolve("inst"), List.of(further), log).run(dryRun);
  }

  private void installed(Path softwareRoot, String text) {
    write(softwareRoot.resolve("0123/.installed.cfg"), text, "rw-r--r--");
  }

  @Test
  void a_part_is_used_by_releases_their_programs_and_other_used_parts() throws IOException {
    part("zlib", A, "");
    part("openssl", B, "zlib = /shared/zlib/" + A + "/");
    part("python", C, "");
    Path unused = part("perl", D, "openssl " + B);
    installed(root.resolve("soft"), "path = " + root.resolve("shared/openssl/") + B);
    write(root.resolve("soft/0123/bin/python"), "#!/shared/python/" + C + "/bin/python", "rwxr-xr-x");

    assertThat(prune(false)).containsExactly(unused);

    assertThat(unused).doesNotExist();
    assertThat(root.resolve("shared/zlib").resolve(A)).exists();
    assertThat(log.lines()).containsExactly(
        "WARNING Pruning shared directories at " + root.resolve("shared"),
        "WARNING Unused shared parts at %s ... removed".formatted(unused));
  }

  @Test
  void a_chain_and_a_ring_of_unused_parts_go_in_one_pass() throws IOException {
    part("a", A, "b " + B);
    part("b", B, "c " + C);
    part("c", C, "b " + B);

    assertThat(prune(false)).hasSize(3);
    assertThat(root.resolve("shared/a")).isEmptyDirectory();
  }

  @Test
  void a_dry_run_tells_and_leaves_everything() throws IOException {
    Path unused = part("a", A, "");

    assertThat(prune(true)).containsExactly(unused);

    assertThat(unused).exists();
    assertThat(log.lines()).contains("WARNING Unused shared parts at " + unused);
  }

  @Test
  void nodes_in_partitions_and_further_folders_count() throws IOException {
    part("a", A, "");
    part("b", B, "");
    part("c", C, "");
    Path nested = root.resolve("inst/slappart0/srv/runner");
    write(nested.resolve("etc/slapos.cfg"), """
        [slapos]
        software_root = %1$s/software
        instance_root = %1$s/instance
        shared_part_list =
          /elsewhere
          %1$s/shared
        """.formatted(nested), "rw-r--r--");
    installed(nested.resolve("software"), A);
    write(nested.resolve("shared/x/" + D + "/.x.signature"), B, "rw-r--r--");
    installed(root.resolve("further"), C);

    assertThat(prune(false, root.resolve("further"), root.resolve("none"))).isEmpty();
    assertThat(log.lines()).contains("WARNING Additional software directory does not exist: " + root.resolve("none"));
  }

  @Test
  void parts_of_a_node_whose_configuration_is_not_understood_are_kept() throws IOException {
    part("a", A, "");
    part("b", B, "");
    Path unused = part("c", C, "");
    Path nested = root.resolve("inst/slappart0/srv/runner");
    write(nested.resolve("etc/slapos.cfg"), """
        this is no line of a configuration
        [slapos]
        software_root: %1$s/software
        shared_part_list =
          /elsewhere
          %1$s/shared
        %%(
        """.formatted(nested), "rw-r--r--");
    installed(nested.resolve("software"), A);
    write(nested.resolve("shared/x/" + D + "/.x.signature"), B, "rw-r--r--");

    assertThat(prune(false)).containsExactly(unused);
    assertThat(log.lines()).anyMatch(line -> line.contains("etc/slapos.cfg is not understood"));
  }

  @Test
  void nodes_in_an_instance_root_that_is_a_link_count() throws IOException {
    part("a", A, "");
    Path nested = root.resolve("disk/slappart0");
    write(nested.resolve("etc/slapos.cfg"), "[slapos]\nsoftware_root = ../software\n", "rw-r--r--");
    installed(nested.resolve("software"), A);
    Files.deleteIfExists(root.resolve("inst"));
    Files.createSymbolicLink(root.resolve("inst"), root.resolve("disk"));

    assertThat(prune(false)).isEmpty();
  }

  @Test
  void names_of_other_shapes_read_only_trees_and_programs_that_are_no_text_are_understood() throws IOException {
    part("a", "signature-of-another-kind", "");
    part("b", B, "");
    Path readOnly = part("c", C, "");
    Files.setPosixFilePermissions(readOnly.resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));
    installed(root.resolve("soft"), "/shared/a/signature-of-another-kind/lib");
    Files.createDirectories(root.resolve("soft/0123/bin"));
    Files.write(root.resolve("soft/0123/bin/compiled"), ("\u00ff\u0000/" + B + "/lib").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    assertThat(prune(false)).containsExactly(readOnly);
  }

  @Test
  void a_removal_that_was_cut_short_is_ended() throws IOException {
    Path half = root.resolve("shared/a/.pruned-" + A);
    write(half.resolve("lib/file"), "", "rw-r--r--");

    assertThat(prune(false)).isEmpty();

    assertThat(half).doesNotExist();
  }
}

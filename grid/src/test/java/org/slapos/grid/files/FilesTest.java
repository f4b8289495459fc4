package org.slapos.grid.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.files.AtomicFile;

class FilesTest {
  @TempDir Path folder;

  @Test
  void a_file_is_replaced_whole_with_its_mode() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    AtomicFile.write(file, "new", "rw-r-----");
    assertThat(file).content().isEqualTo("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    assertThat(AtomicFile.update(file, "new", "rw-r-----")).isFalse();
    assertThat(AtomicFile.update(file, "new", "rw-------")).isTrue();
  }

  @Test
  void a_failure_before_the_end_leaves_the_old_content_and_nothing_beside() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(() -> AtomicFile.write(file, "new", "rw-r--r--", _ -> {
      throw new IOException("no owner");
    })).hasMessage("no owner");
    assertThat(file).content().isEqualTo("old");
    assertThat(folder).isDirectoryNotContaining("glob:**/*.new");
  }

  @Test
  void a_leftover_of_a_killed_write_and_a_link_in_the_file_s_place_are_replaced() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path file = Files.createSymbolicLink(folder.resolve("file"), victim);
    Files.createSymbolicLink(folder.resolve(".file.new"), victim);
    AtomicFile.write(file, "new", "rw-r--r--");
    assertThat(victim).content().isEqualTo("precious");
    assertThat(file).isRegularFile().content().isEqualTo("new");
  }

  @Test
  void deleting_a_tree_removes_links_not_what_they_point_at() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Files.createFile(kept.resolve("file"));
    Path tree = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    Trees.delete(folder.resolve("tree"));
    Trees.delete(folder.resolve("tree"));
    assertThat(folder.resolve("tree")).doesNotExist();
    assertThat(kept.resolve("file")).exists();
  }

  @Test
  void sizes_are_shown_in_powers_of_1024() {
    assertThat(FreeSpace.readable(80_200_000_000L)).isEqualTo("74.7 GB");
    assertThat(FreeSpace.readable(900L << 40)).isEqualTo("900.0 TB");
    assertThat(FreeSpace.readable(10)).isEqualTo("10.0 B");
  }
}

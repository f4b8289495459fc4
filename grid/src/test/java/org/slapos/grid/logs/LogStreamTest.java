package org.slapos.grid.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStreamTest {
  @TempDir
  private Path root;

  private Path folder;
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(root.resolve("slappart0"));
    Path release = Files.createDirectory(root.resolve("release"));
    Files.createSymbolicLink(folder.resolve("software_release"), release);
    log(release.resolve(".slapgrid-build.log"), 1, "built");
    log(folder.resolve(".slapgrid/log/instance.log"), 2, "deployed");
    log(folder.resolve(".slappart0_httpd.log"), 3, "one", "two", "three");
    log(folder.resolve(".slapgrid/promise/log/check.log"), 4, "kept");
    log(folder.resolve(".slappart0-prerm_bye.log"), 5, "gone");
  }

  private static void log(Path file, int age, String... lines) throws IOException {
    write(file, String.join("\n", lines) + "\n", "rw-r--r--");
    Files.setLastModifiedTime(file, FileTime.fromMillis(age * 1000L));
  }

  private LogStream stream(String... only) {
    return new LogStream(
        new LogSources("slappart0", folder, only.length == 0 ? Optional.empty() : Optional.of(only[0])),
        (source, line) -> seen.add(source + ": " + line));
  }

  @Test
  void the_ends_of_all_logs_come_first_the_newest_log_last() throws IOException {
    stream().begin(2);
    assertThat(seen).containsExactly(
        "build: built", "instance: deployed", "httpd: two", "httpd: three", "promise/check: kept", "prerm:bye: gone");
  }

  @Test
  void a_single_log_is_named_as_people_name_it() throws IOException {
    for (String name : List.of("httpd", "httpd-on-watch", "check", "build")) {
      stream(name).begin(1);
    }
    assertThat(seen).containsExactly("httpd: three", "httpd: three", "promise/check: kept", "build: built");
  }

  @Test
  void what_comes_is_followed_through_new_logs_and_rotation() throws IOException {
    LogStream stream = stream();
    stream.begin(0);
    Path log = folder.resolve(".slappart0_httpd.log");
    Files.writeString(log, "four\nhalf", StandardOpenOption.APPEND);
    stream.goOn();
    Files.writeString(log, " and half\n", StandardOpenOption.APPEND);
    stream.goOn();
    Files.move(log, folder.resolve(".slappart0_httpd.log.1"));
    stream.goOn();
    write(log, "rotated\n", "rw-r--r--");
    write(folder.resolve(".slappart0_other.log"), "new\n", "rw-r--r--");
    stream.goOn();

    assertThat(seen).containsExactlyInAnyOrder(
        "httpd: four", "httpd: half and half", "httpd: rotated", "other: new");
    assertThat(seen).startsWith("httpd: four", "httpd: half and half");
  }

  @Test
  void what_came_to_a_log_just_before_it_was_rotated_is_not_lost() throws IOException {
    LogStream stream = stream("httpd");
    stream.begin(0);
    Path log = folder.resolve(".slappart0_httpd.log");
    Files.writeString(log, "last of the old\ncut", StandardOpenOption.APPEND);
    Files.move(log, folder.resolve(".slappart0_httpd.log.1"));
    write(log, "first of the new\n", "rw-r--r--");
    for (int look = 0; look < 3; look++) {
      stream.goOn();
    }
    assertThat(seen).containsExactly("httpd: last of the old", "httpd: cut", "httpd: first of the new");
  }

  @Test
  void a_log_that_is_emptied_is_read_from_its_beginning() throws IOException {
    LogStream stream = stream("httpd");
    stream.begin(0);
    Files.writeString(folder.resolve(".slappart0_httpd.log"), "again\n");
    stream.goOn();
    assertThat(seen).containsExactly("httpd: again");
  }

  @Test
  void a_last_line_without_an_end_is_told_too() throws IOException {
    Path error = folder.resolve(".slapgrid-slappart0-error.log");
    write(error, "Traceback\nlast words", "rw-r--r--");
    LogStream stream = stream("error");
    stream.begin(2);
    assertThat(seen).containsExactly("error: Traceback", "error: last words");
    Files.writeString(error, "50 %", StandardOpenOption.APPEND);
    stream.goOn();
    stream.goOn();
    assertThat(seen).endsWith("error: 50 %");
  }

  @Test
  void a_service_that_never_ends_its_line_is_told_in_pieces() throws IOException {
    LogStream stream = stream("httpd");
    stream.begin(0);
    Files.writeString(folder.resolve(".slappart0_httpd.log"), "x".repeat(200_000), StandardOpenOption.APPEND);
    stream.goOn();
    stream.goOn();
    assertThat(seen).hasSize(4).allMatch(line -> line.length() <= 64 * 1024 + "httpd: ".length());
    assertThat(String.join("", seen).replace("httpd: ", "")).isEqualTo("x".repeat(200_000));
  }

  @Test
  void a_link_in_the_place_of_a_log_is_not_followed() throws IOException {
    write(root.resolve("secret"), "secret\n", "rw-------");
    Files.createSymbolicLink(folder.resolve(".slappart0_spy.log"), root.resolve("secret"));
    stream().begin(5);
    assertThat(seen).noneMatch(line -> line.contains("secret"));
  }
}

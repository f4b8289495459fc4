package org.slapos.grid.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.RecordingLog;
import org.slapos.grid.StoringCache;
import org.slapos.grid.files.Trees;
import org.slapos.grid.networkcache.ReleaseCacheSettings;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Place;
import org.slapos.grid.networkcache.ReleaseCacheSettings.Service;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;
import org.slapos.grid.process.RunningProcesses;

class ReleaseUploadTest {
  private static final String URL = "http://example.com/software.cfg";

  @TempDir
  private Path root;

  private final RecordingLog log = new RecordingLog();

  private ReleaseUpload upload(StoringCache server, Optional<Path> key) {
    var runner = new ProcessRunner(new RunningProcesses());
    var place = new Place(
        Optional.of(Service.of(server.contentsUrl())), Optional.of(Service.of(server.indexUrl())));
    return new ReleaseUpload(
        new ReleaseCacheSettings(Place.NONE, place, "", key, List.of(), List.of(), List.of()), root,
        new ReleaseArchive(root, Privileges.ofThisProcess(false), runner, Map.of("PATH", System.getenv("PATH"))),
        runner, Duration.ofMillis(1));
  }

  @Test
  void tar_runs_as_the_owner_of_the_software_root_in_both_directions() throws Exception {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("runs as root").isEqualTo(0);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path software = Files.createDirectory(root.resolve("soft"));
    SoftwareFolder folder = SoftwareFolder.of(software, URL);
    Path program = Files.writeString(Files.createDirectory(folder.path()).resolve("program"), "x");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(new ProcessBuilder("chown", "-R", "games:games", software.toString()).start().waitFor()).isZero();
    Path secret = Files.writeString(folder.path().resolve("secret"), "root's");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    var archive = new ReleaseArchive(
        software, Privileges.ofThisProcess(true), new ProcessRunner(new RunningProcesses()),
        Map.of("PATH", System.getenv("PATH")));

    assertThatThrownBy(() -> archive.pack(folder, root.resolve("refused"), log))
        .hasMessageContaining("secret").hasMessageContaining("Permission denied");

    Files.delete(secret);
    archive.pack(folder, root.resolve("archive"), log);
    Trees.delete(folder.path());
    archive.unpack(root.resolve("archive"), folder, log);

    assertThat(Files.getOwner(folder.path()).getName()).isEqualTo("games");
    assertThat(Files.getOwner(program).getName()).isEqualTo("games");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program))).isEqualTo("rwxr-x---");
    assertThat(Files.getOwner(root.resolve("archive")).getName()).isEqualTo("root");
  }

  private SoftwareFolder built() throws Exception {
    SoftwareFolder folder = SoftwareFolder.of(root, URL);
    Files.writeString(Files.createDirectory(folder.path()).resolve("instance.cfg"), "[buildout]");
    return folder;
  }

  @Test
  void a_server_that_refuses_is_tried_three_times_and_fails_nothing() throws Exception {
    try (var server = new StoringCache()) {
      server.refuse();
      upload(server, Optional.empty()).run(URL, built(), log);
      assertThat(server.asked().stream().filter("POST /cache"::equals)).hasSize(3);
    }
    assertThat(log.lines()).contains(
        "INFO Trying to upload archive of software release (try 2)...",
        "ERROR Cannot upload %s to the network cache: HTTP Error 503: Service Unavailable".formatted(URL));
    assertThat(root).isDirectoryNotContaining("glob:**.upload");
  }

  @Test
  void without_a_key_an_entry_is_sent_unsigned() throws Exception {
    try (var server = new StoringCache()) {
      upload(server, Optional.empty()).run(URL, built(), log);
      assertThat(server.entries(SoftwareFolder.name(URL))).singleElement().asString().endsWith(", \"\"]");
    }
  }

  @Test
  void leftovers_of_a_killed_transfer_go_with_the_next_pass() throws Exception {
    Path left = Files.createDirectory(root.resolve("." + "a".repeat(32) + ".download"));
    Files.writeString(left.resolve("archive"), "half");
    Path mine = Files.createDirectory(root.resolve(".mine.download"));
    TransferFolder.removeLeftovers(root, log);
    assertThat(left).doesNotExist();
    assertThat(mine).exists();
  }
}

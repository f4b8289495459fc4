package org.slapos.grid.software;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.grid.files.DiskSync;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.CleanEnvironment;
import org.slapos.grid.process.Command;
import org.slapos.grid.process.Completion;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.process.ProcessRunner;

/**
 * A built release as one compressed tar file, whose only top entry is the folder's name. {@code tar} runs as the owner of
 * the software root; the archive itself is in the agent's hands only.
 */
final class ReleaseArchive {
  /** What tells of this node, of the person who built it, or of the state of its build. */
  private static final List<String> PRIVATE = List.of(".netrc", ".slapgrid-build.log", ".completed");

  /** How compressed files begin, and what tar calls it; it finds out itself only where it may seek. */
  private static final Map<String, String> COMPRESSIONS = Map.of(
      "1f8b", "--gzip", "425a", "--bzip2", "fd37", "--xz");

  private final Path softwareRoot;
  private final Privileges privileges;
  private final ProcessRunner runner;
  private final Map<String, String> environment;

  ReleaseArchive(Path softwareRoot, Privileges privileges, ProcessRunner runner, Map<String, String> environment) {
    this.softwareRoot = softwareRoot;
    this.privileges = privileges;
    this.runner = runner;
    this.environment = environment;
  }

  /**
   * Writes the archive of a built release.
   *
   * @throws IOException if that fails; the message ends with what tar said
   */
  void pack(SoftwareFolder folder, Path archive, GridLog log) throws IOException {
    String name = folder.path().getFileName().toString();
    var argv = new ArrayList<>(List.of("tar", "--create", "--gzip", "--file=-"));
    PRIVATE.forEach(hidden -> argv.add("--exclude=" + name + "/" + hidden));
    argv.add(name);
    Files.createFile(archive, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    tar(argv, softwareRoot, Command.Files.output(archive), log);
  }

  /**
   * Makes the release's folder of an archive, in one step: it is there whole or not at all.
   *
   * @throws IOException if the archive holds anything but that folder, or cannot be unpacked
   */
  void unpack(Path archive, SoftwareFolder folder, GridLog log) throws IOException {
    String name = folder.path().getFileName().toString();
    try (var place = TransferFolder.make(folder, "unpacked")) {
      privileges.giveTo(place.path(), softwareRoot);
      var argv = new ArrayList<>(List.of(
          "tar", "--extract", "--file=-", "--no-same-owner", "--preserve-permissions"));
      compression(archive).ifPresent(argv::add);
      tar(argv, place.path(), Command.Files.input(archive), log);
      requireOnly(place.path(), name);
      var unpacked = new SoftwareFolder(place.path().resolve(name));
      // Whatever its sender thought, it is complete when the Master was told.
      Files.deleteIfExists(unpacked.completed());
      DiskSync.of(place.path(), log);
      AtomicFile.write(unpacked.fetched(), "", "rw-r--r--");
      Files.move(unpacked.path(), folder.path(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void requireOnly(Path unpacked, String name) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(unpacked)) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().equals(name) || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException("the archive holds '%s' where only the folder '%s' may be"
              .formatted(entry.getFileName(), name));
        }
      }
    }
    if (!Files.isDirectory(unpacked.resolve(name))) {
      throw new IOException("the archive does not hold the folder '%s'".formatted(name));
    }
  }

  private static Optional<String> compression(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return Optional.ofNullable(COMPRESSIONS.get(HexFormat.of().formatHex(in.readNBytes(2))));
    }
  }

  private void tar(List<String> argv, Path directory, Command.Files files, GridLog log) throws IOException {
    String home = privileges.accounts().ownerOf(softwareRoot).home().toString();
    Command command = Command.of(
        argv, directory, CleanEnvironment.of(environment, home), privileges.forFolder(softwareRoot)).with(files);
    Completion completion = runner.run(command, log::debug);
    if (!completion.succeeded()) {
      throw new IOException("tar ended with %d: %s".formatted(completion.exitCode(), completion.output().strip()));
    }
  }
}

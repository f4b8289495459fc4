package org.slapos.bench.node;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slapos.bench.measure.ProcessRound;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.WrongOutcomeException;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.testing.reference.RootlessNode;

/**
 * A node without root, its software release made by hand: {@code buildout} only lays promises down. Both agents
 * can work with it, as an ordinary account.
 *
 * @param slapos the side's program
 */
record NodeFolder(Path folder, String computer, Path slapos, Path pythonTools, int partitions) {
  static final String RELEASE = "http://release.invalid/node/software.cfg";

  /** What lays one promise down. */
  static final String ONE_PROMISE = """
      #!/bin/sh
      mkdir -p etc/promise
      printf '#!/bin/sh\\necho fine\\n' > etc/promise/fine
      chmod 755 etc/promise/fine
      """;

  /**
   * Writes configuration and release.
   *
   * @param more lines of {@code [slapos]}
   * @param buildout the program that installs an instance
   */
  void write(URI master, String more, String buildout) throws IOException {
    files().write(computer, master.toString(), pythonTools, partitions, more);
    Path release = Files.createDirectory(SoftwareFolder.of(files().softwareRoot(), RELEASE).path());
    Files.createDirectory(release.resolve("bin"));
    executable(release.resolve("bin/buildout"), buildout);
    Files.writeString(release.resolve("instance.cfg"), "[buildout]\nparts =\n");
    Files.writeString(release.resolve(".completed"), "Mon Nov 23 00:43:16 2026");
  }

  private RootlessNode files() {
    return new RootlessNode(folder);
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The words that run the side's program as an ordinary account. */
  List<String> command(String... words) throws IOException {
    var command = new ArrayList<>(files().identity());
    command.add(slapos.toString());
    command.addAll(List.of(words));
    return command;
  }

  Map<String, String> environment() throws IOException {
    return files().ordinaryEnvironment();
  }

  /** A command that is measured. */
  Round round(ProcessRound.Check check, String... words) {
    return number -> new ProcessRound(command(words), environment(), folder, check).measure(number);
  }

  /** Runs a command that is not measured. */
  void run(String... words) throws IOException, InterruptedException {
    Path log = folder.resolve("setup.log");
    var builder = new ProcessBuilder(command(words)).directory(folder.toFile())
        .redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    if (process.waitFor() != 0) {
      throw new WrongOutcomeException("%s: %s".formatted(String.join(" ", words), Files.readString(log)));
    }
  }

  /** The folder of a partition. */
  Path partition(int number) {
    return folder.resolve("inst/slappart" + number);
  }

  /** Ends supervisord. */
  void stop() throws IOException, InterruptedException {
    Path socket = folder.resolve("inst/sv.sock");
    if (Files.exists(socket)) {
      run("node", "supervisorctl", "shutdown");
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (Files.exists(socket) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }
}

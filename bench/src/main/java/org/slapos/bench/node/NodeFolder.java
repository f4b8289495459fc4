package org.slapos.bench.node;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slapos.bench.measure.ProcessRound;
import org.slapos.bench.measure.Round;
import org.slapos.bench.measure.WrongOutcomeException;

/**
 * A node without root, its software release made by hand: {@code buildout} only lays promises down. Both agents
 * can work with it; the reference's refuses to run as root outside root mode, so root becomes an ordinary account in a
 * user namespace, for both.
 *
 * @param slapos the side's program
 */
record NodeFolder(Path folder, String computer, Path slapos, Path pythonTools, int partitions) {
  static final String RELEASE = "http://release.invalid/node/software.cfg";
  private static final int NOBODY = 65534;

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
    Files.createDirectories(folder.resolve("inst"));
    Files.writeString(folder.resolve("slapos.cfg"), """
        [slapos]
        computer_id = %1$s
        master_url = %2$s
        software_root = %3$s/soft
        instance_root = %3$s/inst
        root_check = False
        python_tools = %4$s
        pidfile_instance = %3$s/cp.pid
        pidfile_software = %3$s/sr.pid
        pidfile_report = %3$s/ur.pid
        %6$s

        [slapformat]
        input_definition_file = %3$s/definition.cfg
        computer_xml = %3$s/computer.xml
        partition_amount = %5$d
        alter_user = false
        alter_network = false
        create_tap = false
        create_tun = false
        """.formatted(computer, master, folder, pythonTools, partitions, more));
    Files.writeString(folder.resolve("definition.cfg"), definition());
    Path release = Files.createDirectories(folder.resolve("soft").resolve(md5(RELEASE)));
    Files.createDirectory(release.resolve("bin"));
    executable(release.resolve("bin/buildout"), buildout);
    Files.writeString(release.resolve("instance.cfg"), "[buildout]\nparts =\n");
    Files.writeString(release.resolve(".completed"), "Mon Nov 23 00:43:16 2026");
  }

  private String definition() {
    var text = new StringBuilder("[computer]\naddress = 127.0.0.1/255.0.0.0\n");
    for (int i = 0; i < partitions; i++) {
      text.append("""
          [partition_%1$d]
          address = 127.0.1.%2$d/255.255.255.255 ::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
          pathname = slappart%1$d
          user = %3$s
          network_interface =
          """.formatted(i, i + 1, System.getProperty("user.name")));
    }
    return text.toString();
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String md5(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(
          StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The words that run the side's program as an ordinary account. */
  List<String> command(String... words) throws IOException {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--"));
    }
    command.add(slapos.toString());
    command.addAll(List.of(words));
    return command;
  }

  Map<String, String> environment() throws IOException {
    var environment = new HashMap<>(Map.of(
        "SLAPOS_CONFIGURATION", folder.resolve("slapos.cfg").toString(),
        "PYTHONWARNINGS", "ignore",
        "HOME", folder.toString()));
    if (isRoot()) {
      environment.put("USER", "nobody");
    }
    return environment;
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
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

package org.slapos.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.slapos.fakes.FakeMaster;
import org.slapos.grid.files.Trees;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.grid.supervisor.SupervisorFault;
import org.slapos.grid.supervisor.SupervisorLayout;
import org.slapos.grid.supervisor.Supervisord;

/** A node in a short temporary folder, with a fake Master, real files, real processes and, when used, supervisord. */
public final class TestNode implements AutoCloseable {
  public static final String URL = "http://example.com/software.cfg";

  private final Path root;
  private final FakeMaster master = new FakeMaster();
  private final RecordingLog log = new RecordingLog();
  private Duration ahead = Duration.ZERO;
  private final StoringCache cache = new StoringCache();
  private GridSettings settings;

  public TestNode() {
    try {
      // Socket paths are limited to about 100 characters, and other accounts must get in.
      root = Files.createTempDirectory("sg");
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createDirectories(software());
      Files.createDirectories(instances());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var limits = GridSettings.Limits.DEFAULT;
    Path tools = TestTools.prepared().folder();
    settings = GridSettings.of(FakeMaster.COMPUTER, master.url(), software(), instances(), tools)
        .withRootCheck(false)
        .withPidFile(root.resolve("pid"))
        .withWatchdogProgram("/bin/false")
        .with(new GridSettings.Limits(
            limits.maximumPeriodicity(), Duration.ofSeconds(5), limits.partitionTimeout(), 0, 0, 1));
  }

  public Path root() {
    return root;
  }

  public Path software() {
    return root.resolve("soft");
  }

  public Path instances() {
    return root.resolve("inst");
  }

  public FakeMaster master() {
    return master;
  }

  /** A network cache that nobody uses until {@link NodeCache} says so. */
  StoringCache cache() {
    return cache;
  }

  public RecordingLog log() {
    return log;
  }

  public GridSettings settings() {
    return settings;
  }

  public TestNode settings(GridSettings newSettings) {
    settings = newSettings;
    return this;
  }

  /** Moves the agent's clock. */
  public void later(Duration duration) {
    ahead = ahead.plus(duration);
  }

  public Clock clock() {
    InstantSource source = () -> Instant.now().plus(ahead);
    return source.withZone(ZoneOffset.UTC);
  }

  public Slapgrid grid() {
    return new Slapgrid(settings, master.slap(), clock(), log);
  }

  /** An agent that may run beside others. */
  public Slapgrid gridWithPidFile(String name) {
    return new Slapgrid(settings.withPidFile(root.resolve(name)), master.slap(), clock(), log);
  }

  public Path partition(String id) {
    Path folder = instances().resolve(id);
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** A built release whose buildout is a shell script run in the partition. */
  public Path release(String... scriptLines) {
    Path folder = SoftwareFolder.of(software(), URL).path();
    write(folder.resolve("instance.cfg"), "[buildout]\nparts =", "rw-r--r--");
    write(folder.resolve("buildout.cfg"), "[buildout]\n", "rw-r--r--");
    write(folder.resolve(".completed"), "", "rw-r--r--");
    script(folder.resolve("bin/buildout"), scriptLines);
    return folder;
  }

  public static void script(Path file, String... lines) {
    write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n", "rwxr-xr-x");
  }

  public static void write(Path file, String content, String mode) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Supervisord supervisord() {
    return Supervisord.at(new SupervisorLayout(instances()).socket());
  }

  public List<String> processes() {
    return supervisord().allProcesses().stream()
        .filter(process -> !process.group().equals("watchdog"))
        .map(process -> process.group() + ":" + process.name() + " " + process.stateName()).sorted().toList();
  }

  @Override
  public void close() throws IOException {
    master.close();
    cache.close();
    killSupervisord();
    Trees.delete(root);
  }

  /** Without ceremony: a service signalled between fork and exec misses the signal, and supervisord waits for it. */
  void killSupervisord() throws IOException {
    Path pidFile = instances().resolve("var/run/supervisord.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip())).ifPresent(daemon -> {
      List<ProcessHandle> services = daemon.descendants().toList();
      end(daemon);
      services.forEach(TestNode::end);
    });
  }

  /**
   * Waits until it is gone: what still runs may still write into the folder that is about to be deleted. The JDK would
   * look for the end of another's child in ever longer steps.
   */
  private static void end(ProcessHandle process) {
    process.destroyForcibly();
    Eventually.isTrue(() -> !Alive.pid(Long.toString(process.pid())));
  }

  /** Ends supervisord as for an upgrade. */
  public void shutDownSupervisord() {
    supervisord().shutdown();
    // It looks after its end when it is asked something, else once a second.
    Eventually.isTrue(() -> !answers());
    Eventually.isTrue(() -> !Files.exists(new SupervisorLayout(instances()).socket()));
  }

  private boolean answers() {
    try {
      supervisord().allProcesses();
      return true;
    } catch (UncheckedIOException gone) {
      return false;
    } catch (SupervisorFault ending) {
      return true;
    }
  }
}

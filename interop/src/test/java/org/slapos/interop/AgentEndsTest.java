package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slapos.fakes.Call;
import org.slapos.fakes.FakeMaster;
import org.slapos.fakes.Interruptible;
import org.slapos.fakes.Reply;
import org.slapos.grid.software.SoftwareFolder;

/** The whole command is told to end, as by systemd or at a terminal, while it does each of its works. */
class AgentEndsTest {
  private static final String URL = "http://example.com/software.cfg";

  @TempDir
  private Path folder;

  private final FakeMaster master = new FakeMaster(TestNode.COMPUTER);
  private TestNode node;
  private Path partition;

  @BeforeEach
  void prepare() throws IOException {
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url(), 1);
    partition = Files.createDirectories(node.instanceRoot().resolve("slappart0"));
    Files.setPosixFilePermissions(partition, PosixFilePermissions.fromString("rwxr-x---"));
  }

  @AfterEach
  void stop() {
    node.close();
    master.close();
  }

  private Path release(String... script) throws IOException {
    Path release = SoftwareFolder.of(node.softwareRoot(), URL).path();
    Files.createDirectories(release.resolve("bin"));
    Files.writeString(release.resolve("instance.cfg"), "[buildout]\nparts =\n");
    Files.writeString(release.resolve(".completed"), "now");
    program(release.resolve("bin/buildout"), script);
    return release;
  }

  private static void program(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... arguments) throws IOException {
    var words = new ArrayList<>(List.of(CommandRun.ourSlapos().toString()));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(Interruptible.command(words)).redirectInput(new File("/dev/null")).redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile());
    builder.environment().putAll(Map.of("SLAPOS_CONFIGURATION", node.configuration().toString(), "HOME", folder.toString()));
    return builder.start();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean hasText(Path file) {
    return file.toFile().length() > 0;
  }

  private static boolean lives(Path pidFile) throws IOException {
    Path stat = Path.of("/proc", Files.readString(pidFile).strip(), "stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }

  private int signalled(Process process, String signal) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start().waitFor()).isZero();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(() -> output()).isTrue();
    return process.exitValue();
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void while_buildout_deploys(String signal, int status) throws Exception {
    release("trap '' TERM INT", "sleep 3600 & echo $! > child", "wait");
    master.instance("slappart0", URL, "started", "1");
    Process agent = start("node", "instance");
    await(() -> hasText(partition.resolve("child")));

    assertThat(signalled(agent, signal)).isEqualTo(status);

    assertThat(lives(partition.resolve("child"))).isFalse();
    assertThat(node.folder().resolve("cp.pid")).doesNotExist();
    assertThat(partition.resolve(".timestamp")).doesNotExist();
    assertThat(master.calls("softwareInstanceError")).extracting(Call::error)
        .singleElement().asString().contains("stopped by a signal");
    release("true");
    node.slapos("node", "instance").ended(0);
  }

  @Test
  void while_a_promise_runs() throws Exception {
    release("mkdir -p etc/promise; printf '#!/bin/sh\\nsleep 3600 & echo $! > child; wait\\n' > etc/promise/p",
        "chmod 700 etc/promise/p");
    master.instance("slappart0", URL, "started", "1");
    Process agent = start("node", "instance", "--promise-timeout", "3600");
    await(() -> hasText(partition.resolve("child")));

    assertThat(signalled(agent, "TERM")).isEqualTo(143);

    assertThat(lives(partition.resolve("child"))).isFalse();
    assertThat(node.folder().resolve("cp.pid")).doesNotExist();
    assertThat(master.calls("softwareInstanceError")).hasSize(1);
  }

  @Test
  void while_a_release_is_built() throws Exception {
    String other = "http://example.com/other.cfg";
    Path building = SoftwareFolder.of(node.softwareRoot(), other).path();
    Path bootstrap = folder.resolve("bootstrap.py");
    Files.writeString(bootstrap, "import os, time\nopen('child', 'w').write(str(os.getpid()))\ntime.sleep(3600)\n");
    master.supply(other, "available");
    Process agent = start("node", "software", "--buildout", bootstrap.toString());
    await(() -> hasText(building.resolve("child")));

    assertThat(signalled(agent, "TERM")).isEqualTo(143);

    assertThat(lives(building.resolve("child"))).isFalse();
    assertThat(node.folder().resolve("sr.pid")).doesNotExist();
    assertThat(building.resolve(".completed")).doesNotExist();
    assertThat(master.told()).containsExactly("buildingSoftwareRelease " + other, "softwareReleaseError " + other);
  }

  @Test
  void while_the_master_never_answers() throws Exception {
    master.answering("getFullComputerInformation", Reply.never());
    Process agent = start("node", "instance");
    await(() -> !master.calls().isEmpty());

    assertThat(signalled(agent, "TERM")).isEqualTo(143);

    assertThat(node.folder().resolve("cp.pid")).doesNotExist();
  }

  @Test
  void a_master_that_is_gone_leaves_services_to_what_is_known_here() throws Exception {
    release("mkdir -p etc/service; printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 700 etc/service/web");
    master.instance("slappart0", URL, "started", "1");
    node.slapos("node", "instance").ended(0);
    node.slapos("node", "supervisorctl", "shutdown").ended(0);
    await(() -> !Files.exists(node.instanceRoot().resolve("sv.sock")));
    String address = master.url().replaceAll("http://|/$", "");
    master.close();

    String said = node.slapos("node", "instance").ended(3).err();

    assertThat(said).contains(address).contains("Processing computer partitions offline...");
    await(() -> node.slapos("node", "status").out().contains("RUNNING"));
    assertThat(partition.resolve(".timestamp")).content().isEqualTo("1");
    assertThat(node.slapos("-q", "node", "report").ended(1).err()).contains(address);
    assertThat(partition.resolve("etc/service/web")).exists();
  }
}

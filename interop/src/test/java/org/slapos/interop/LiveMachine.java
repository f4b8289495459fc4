package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A whole machine for programs that install themselves as root: processes, mounts and network of its own, all files of this
 * machine as they are and every change to them in memory. Its bridge has 2001:db8:77:1::1/64. It ends without a trace.
 */
final class LiveMachine implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Path SYSTEMD = Path.of("/lib/systemd/systemd");
  /** Supervisor and buildout for machines, with the Python that root would take; made by the first machine. */
  private static final Path TOOLS = CommandRun.repository().resolve("target/machine-python-tools");
  /** Changes are made on a layer of memory; then the process becomes the machine's first. */
  private static final String BOOT = """
      set -e
      mount --make-rprivate /
      mount -t tmpfs tmpfs "$1"
      mkdir "$1/changed" "$1/work" "$1/root"
      mount -t overlay overlay -o "lowerdir=/,upperdir=$1/changed,workdir=$1/work" "$1/root"
      cd "$1/root"
      rm -rf opt/slapos opt/slapgrid srv/slapgrid etc/opt/slapos root/.slapos etc/systemd/system
      mkdir -p etc/systemd/system opt/slapos mnt
      : > etc/fstab
      printf '[Unit]\\nRequires=basic.target\\nAfter=basic.target\\n' > etc/systemd/system/machine.target
      mount -t proc proc proc
      mount -t sysfs sysfs sys
      if [ -d /sys/fs/cgroup/systemd ]; then
        mount -t tmpfs tmpfs sys/fs/cgroup
        mkdir sys/fs/cgroup/systemd
        mount -t cgroup -o none,name=systemd cgroup sys/fs/cgroup/systemd
      else
        mount -t cgroup2 cgroup2 sys/fs/cgroup
      fi
      mount -t tmpfs -o mode=755 tmpfs run
      mount -t tmpfs -o mode=1777 tmpfs tmp
      mount --rbind /dev dev
      mkdir -p ".$2"
      mount --rbind "$2" ".$2"
      pivot_root . mnt
      umount -l /mnt
      PATH=/usr/sbin:/usr/bin:/sbin:/bin
      ip link set lo up
      ip link add br0 type bridge
      ip link add v0 type veth peer name v1
      ip link set v0 master br0
      ip link set v0 up
      ip link set v1 up
      ip link set br0 up
      ip addr add 2001:db8:77:1::1/64 dev br0 nodad
      shift 2
      exec env -i container=lxc PATH=$PATH "$@"
      """;

  private final Path folder;
  private final Process starter;
  private final ProcessHandle first;
  private final Uplink uplink;

  private LiveMachine(Path folder, Process starter, ProcessHandle first, Uplink uplink) {
    this.folder = folder;
    this.starter = starter;
    this.first = first;
    this.uplink = uplink;
  }

  /** Why such machines cannot be made here; empty if they can. */
  static Optional<String> impossible(Path folder) throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      return Optional.of("needs root, to make namespaces");
    }
    Path probe = Files.createDirectories(folder.resolve("probe"));
    CommandRun run = CommandRun.of(Map.of(), folder, Path.of("/usr/bin/env"), "unshare", "-m", "-p", "-f", "-n", "-C", "sh", "-c",
        BOOT, "boot", probe.toString(), CommandRun.repository().toString(), "true");
    return run.status() == 0 ? Optional.empty() : Optional.of("this system refuses to make machines: " + run.err().strip());
  }

  /** Why systemd cannot run on them; empty if it can. */
  static Optional<String> noSystemd() {
    return Files.isExecutable(SYSTEMD) ? Optional.empty() : Optional.of("systemd is not installed");
  }

  /** A machine that runs nothing. */
  static LiveMachine idle(Path folder) throws IOException {
    return started(folder, "tail", "-f", "/dev/null");
  }

  /** A machine with a systemd that has started nothing but what every machine has. */
  static LiveMachine withSystemd(Path folder) throws IOException {
    LiveMachine machine = started(folder, SYSTEMD.toString(), "--system", "--unit=machine.target");
    await(() -> machine.run("systemctl", "is-active", "--quiet", "machine.target").status() == 0);
    return machine;
  }

  private static LiveMachine started(Path folder, String... init) throws IOException {
    int number = COUNT.incrementAndGet();
    Path place = Files.createDirectories(folder.resolve("machine" + number));
    var words = new ArrayList<>(List.of(
        "unshare", "-m", "-p", "-f", "-n", "-C", "sh", "-c", BOOT, "boot", place.toString(), CommandRun.repository().toString()));
    words.addAll(List.of(init));
    Process starter = new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("machine" + number + ".log").toFile())
        .start();
    await(() -> starter.children().findAny().isPresent() || !starter.isAlive());
    ProcessHandle first = starter.children().findAny().orElseThrow();
    await(() -> !CommandRun.of(Map.of(), folder, Path.of("/bin/cat"), "/proc/" + first.pid() + "/comm").out().strip().equals("sh"));
    // Link-local addresses of their own for each machine.
    long network = 4 * ((ProcessHandle.current().pid() + number * 4096L) % 16000 + 64);
    String here = "169.254." + network / 256 + "." + (network % 256 + 1);
    String there = "169.254." + network / 256 + "." + (network % 256 + 2);
    String device = "slv" + ProcessHandle.current().pid() % 1_000_000 + "n" + number;
    ip(folder, "link", "add", device, "type", "veth", "peer", "name", "up0", "netns", Long.toString(first.pid()));
    ip(folder, "addr", "add", here + "/30", "dev", device);
    ip(folder, "link", "set", device, "up");
    var machine = new LiveMachine(folder, starter, first, new Uplink(here));
    machine.run("ip", "addr", "add", there + "/30", "dev", "up0").ended(0);
    machine.run("ip", "link", "set", "up0", "up").ended(0);
    return machine;
  }

  /** Puts the private Python environment where it would be made, if one was made before: that takes a while. */
  void withPythonTools(Path place) throws IOException {
    if (Files.isDirectory(TOOLS)) {
      Files.createDirectories(file(place).getParent());
      CommandRun.of(Map.of(), folder, Path.of("/bin/cp"), "-a", TOOLS.toString(), file(place).toString()).ended(0);
    }
  }

  /** Keeps it for the machines after this one. */
  void keepPythonTools(Path place) throws IOException {
    if (!Files.isDirectory(TOOLS) && Files.exists(file(place).resolve("pyvenv.cfg"))) {
      Files.createDirectories(TOOLS.getParent());
      Path unfinished = Files.createTempDirectory(TOOLS.getParent(), "machine");
      CommandRun.of(Map.of(), folder, Path.of("/bin/cp"), "-a", file(place).toString(), unfinished + "/tools").ended(0);
      Files.move(unfinished.resolve("tools"), TOOLS);
      Files.delete(unfinished);
    }
  }

  /** A file of the machine, from outside. */
  Path file(Path inside) {
    return Path.of("/proc/" + first.pid() + "/root").resolve(Path.of("/").relativize(inside));
  }

  /** What reaches package indexes. */
  Map<String, String> environment() {
    return Map.of("https_proxy", uplink.url(), "no_proxy", "127.0.0.1,localhost", "HOME", "/root");
  }

  CommandRun slapos(String... arguments) {
    var words = new ArrayList<>(List.of(CommandRun.ourSlapos().toString()));
    words.addAll(List.of(arguments));
    return run(words.toArray(String[]::new));
  }

  /** Runs a program on the machine as root. */
  CommandRun run(String... words) {
    var all = new ArrayList<>(List.of("nsenter", "-t", Long.toString(first.pid()), "-m", "-p", "-n", "-C", "-r", "-w"));
    all.addAll(List.of(words));
    return CommandRun.of(environment(), folder, Path.of("/usr/bin/env"), all.toArray(String[]::new));
  }

  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void ip(Path folder, String... words) {
    var all = new ArrayList<>(List.of("-c", "PATH=$PATH:/usr/sbin:/sbin; exec ip \"$@\"", "ip"));
    all.addAll(List.of(words));
    CommandRun.of(Map.of(), folder, Path.of("/bin/sh"), all.toArray(String[]::new)).ended(0);
  }

  /** All its processes end with the first, its network and changes with them. */
  @Override
  public void close() throws IOException {
    first.destroyForcibly();
    starter.onExit().join();
    uplink.close();
  }
}

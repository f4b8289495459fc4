package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A machine of its own for programs that change accounts and networks as root: a network namespace with a bridge, and a
 * private copy of {@code /etc}. The bridge has 2001:db8:77:1::1/64 and 192.0.2.1/24.
 */
final class NamespacedMachine implements AutoCloseable {
  static final String BRIDGE = "br0";
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "slapos-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final String neighbour = name + "n";
  private final Path folder;
  private final Path etc;

  private NamespacedMachine(Path folder, Path etc) {
    this.folder = folder;
    this.etc = etc;
  }

  /** Why such machines cannot be made here; empty if they can. */
  static Optional<String> impossible(Path folder) throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      return Optional.of("needs root, to make network namespaces");
    }
    try (var machine = new NamespacedMachine(folder, Path.of("/etc"))) {
      for (String[] step : new String[][] {
        {"netns", "add", machine.name},
        {"-n", machine.name, "link", "add", BRIDGE, "type", "bridge"},
        {"-n", machine.name, "link", "add", "v0", "type", "veth", "peer", "name", "v1"},
        {"-n", machine.name, "tuntap", "add", "dev", "t0", "mode", "tap"}
      }) {
        CommandRun run = ip(folder, step);
        if (run.status() != 0) {
          return Optional.of("this kernel refuses 'ip " + String.join(" ", step) + "': " + run.err().strip());
        }
      }
      return Optional.empty();
    }
  }

  /** A machine that was just installed. */
  static NamespacedMachine installed(Path folder) {
    Path etc = folder.resolve("etc" + COUNT.incrementAndGet());
    CommandRun.of(Map.of(), folder, Path.of("/bin/cp"), "-a", "/etc", etc.toString()).ended(0);
    return new NamespacedMachine(folder, etc).boot();
  }

  /** The machine after it was started again: its files are there, its network is as it was installed. */
  NamespacedMachine restarted() {
    close();
    return new NamespacedMachine(folder, etc).boot();
  }

  private NamespacedMachine boot() {
    ip("netns", "add", name);
    ip("netns", "add", neighbour);
    ip("-n", name, "link", "set", "lo", "up");
    ip("-n", name, "link", "add", BRIDGE, "type", "bridge");
    ip("-n", name, "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", neighbour);
    ip("-n", name, "link", "set", "v0", "master", BRIDGE);
    ip("-n", name, "link", "set", "v0", "up");
    ip("-n", neighbour, "link", "set", "v1", "up");
    ip("-n", name, "link", "set", BRIDGE, "up");
    address("2001:db8:77:1::1/64");
    address("192.0.2.1/24");
    return this;
  }

  /** Gives the bridge an address. */
  void address(String withPrefix) {
    ip("-n", name, "addr", "add", withPrefix, "dev", BRIDGE, "nodad");
  }

  /** Changes the machine with {@code ip}. */
  void change(String... words) {
    var all = new ArrayList<>(List.of("-n", name));
    all.addAll(List.of(words));
    ip(all.toArray(String[]::new));
  }

  /** Gives an address to the machine at the other end of the cable. */
  void neighbourHas(String withPrefix) {
    ip("-n", neighbour, "addr", "add", withPrefix, "dev", "v1", "nodad");
  }

  /** What {@code ip} shows. */
  String shown(String... words) {
    var all = new ArrayList<>(List.of("-n", name));
    all.addAll(List.of(words));
    return ip(folder, all.toArray(String[]::new)).ended(0).out();
  }

  /** A line of {@code /etc/passwd}, {@code group} or {@code shadow}. */
  Optional<String> line(String database, String account) throws IOException {
    return Files.readAllLines(etc.resolve(database)).stream().filter(line -> line.startsWith(account + ":")).findFirst();
  }

  Path etc() {
    return etc;
  }

  /** Runs a program on this machine. */
  CommandRun run(Path program, String... arguments) {
    return CommandRun.of(Map.of("PYTHONWARNINGS", "ignore"), folder, Path.of("/bin/sh"), words(program, arguments));
  }

  /** Starts a program on this machine. */
  Process start(Path program, String... arguments) throws IOException {
    var words = new ArrayList<>(List.of("/bin/sh"));
    words.addAll(List.of(words(program, arguments)));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private String[] words(Path program, String... arguments) {
    var words = new ArrayList<>(List.of("-c", "exec ip netns exec \"$0\" \"$@\"", name,
        "/bin/sh", "-c", "mount --bind \"$0\" /etc && exec \"$@\"", etc.toString(), program.toString()));
    words.addAll(List.of(arguments));
    return words.toArray(String[]::new);
  }

  private void ip(String... words) {
    assertThat(ip(folder, words).ended(0)).isNotNull();
  }

  private static CommandRun ip(Path folder, String... words) {
    return CommandRun.of(Map.of(), folder, Path.of("/bin/sh"), shell(words));
  }

  /** Through a shell only for its PATH, as {@code ip} is in different folders. */
  private static String[] shell(String... words) {
    var all = new ArrayList<>(List.of("-c", "PATH=$PATH:/usr/sbin:/sbin; exec ip \"$@\"", "ip"));
    all.addAll(List.of(words));
    return all.toArray(String[]::new);
  }

  @Override
  public void close() {
    ip(folder, "netns", "del", name);
    ip(folder, "netns", "del", neighbour);
  }
}

package org.slapos.bench.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine of its own for commands that change accounts and networks: a network namespace and a private {@code /etc}. */
final class NamespacedNode implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Path folder;
  private final int partitions;
  private final String name = "bench-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

  NamespacedNode(Path folder, int partitions) {
    this.folder = folder;
    this.partitions = partitions;
  }

  Path folder() {
    return folder;
  }

  /** Makes it anew: no account, no partition, a bridge with an IPv6 prefix. */
  void install() throws IOException, InterruptedException {
    close();
    shell("rm -rf etc inst soft slapos.xml && cp -a /etc etc && mkdir -p inst/var/run bin");
    Files.writeString(folder.resolve("slapos.cfg"), """
        [slapos]
        computer_id = COMP-1
        master_url = http://127.0.0.1:1/
        software_root = %1$s/soft
        instance_root = %1$s/inst
        [slapformat]
        interface_name = br0
        ipv4_local_network = 10.77.0.0/16
        partition_amount = %2$d
        partition_base_name = slappart
        user_base_name = slapuser
        tap_base_name = slaptap
        computer_xml = %1$s/slapos.xml
        create_tap = false
        """.formatted(folder, partitions));
    shell("ip netns add %1$s && ip -n %1$s link set lo up && ip -n %1$s link add br0 type bridge && "
        + "ip -n %1$s link add v0 type veth peer name v1 && ip -n %1$s link set v0 master br0 && "
        + "ip -n %1$s link set v0 up && ip -n %1$s link set v1 up && ip -n %1$s link set br0 up && "
        + "ip -n %1$s addr add 2001:db8:77:1::1/64 dev br0 nodad");
  }

  /** The words that run a program there and end well if it ends with that status. */
  List<String> command(int status, Path program, String... arguments) {
    var words = new ArrayList<>(List.of("ip", "netns", "exec", name, "sh", "-c",
        "mount --bind " + folder.resolve("etc") + " /etc && PATH=" + folder.resolve("bin") + ":$PATH && \"$@\"; [ $? = " + status + " ]",
        "sh", program.toString()));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--cfg", folder.resolve("slapos.cfg").toString()));
    return words;
  }

  /** Runs a program there. */
  void run(int status, Path program, String... arguments) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command(status, program, arguments)).redirectErrorStream(true);
    Path log = folder.resolve("log.txt");
    if (builder.redirectOutput(log.toFile()).start().waitFor() != 0) {
      throw new IOException(String.join(" ", arguments) + " failed: " + Files.readString(log));
    }
  }

  private void shell(String script) throws IOException, InterruptedException {
    Path log = folder.resolve("shell.txt");
    int status = new ProcessBuilder("sh", "-c", script.contains("%1$s") ? script.formatted(name) : script)
        .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
    if (status != 0) {
      throw new IOException("a machine cannot be made here: " + Files.readString(log));
    }
  }

  @Override
  public void close() {
    try {
      new ProcessBuilder("ip", "netns", "del", name)
          .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

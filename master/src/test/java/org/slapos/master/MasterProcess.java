package org.slapos.master;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Master in a process of its own, so that it can be killed. */
public final class MasterProcess implements AutoCloseable {
  private final Process process;
  private final URI url;

  private MasterProcess(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  /** Runs in the child: prints where it listens and serves until killed. */
  public static void main(String[] arguments) throws Exception {
    try (var master = Master.start(MasterSettings.local(Path.of(arguments[0]), 0, "COMP-0"))) {
      System.out.println(master.url());
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  /** @param options of Java, beside those that have it start quickly */
  public static MasterProcess start(Path database, String... options) throws IOException {
    var command = new ArrayList<String>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), MasterProcess.class.getName(), database.toString()));
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new MasterProcess(process, URI.create(out.readLine()));
  }

  public URI url() {
    return url;
  }

  /** Has it finish what is at work; the exit status. */
  public int stop() throws Exception {
    process.getOutputStream().close();
    return process.onExit().get(60, TimeUnit.SECONDS).exitValue();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}

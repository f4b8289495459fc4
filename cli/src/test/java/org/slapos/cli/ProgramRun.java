package org.slapos.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slapos.fakes.Interruptible;

/** The whole program in a process of its own. */
public record ProgramRun(int status, String out, String err) {
  /** To be started. */
  public static ProcessBuilder builder(List<String> arguments) {
    var command = new ArrayList<String>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
        "org.slapos.cli.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(Interruptible.command(command));
  }

  public static Process start(List<String> arguments) throws IOException {
    return builder(arguments).start();
  }

  public static ProgramRun of(String... arguments) throws Exception {
    var process = start(List.of(arguments));
    try (var out = process.getInputStream(); var err = process.getErrorStream()) {
      var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      var messages = new String(err.readAllBytes(), StandardCharsets.UTF_8);
      return new ProgramRun(process.onExit().get(60, TimeUnit.SECONDS).exitValue(), text, messages);
    }
  }
}

package org.slapos.cli.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.ProgramRun;

/** The recorded runs that a signal ended while they waited for the Master. A shell sees 128 and the number of the signal. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SignalReplayTest {
  @TempDir Path folder;

  @Test
  void a_command_that_waits_for_the_master_dies_of_the_recorded_signals() throws Exception {
    List<Transcript> recorded = Transcript.read("logging").transcripts().stream()
        .filter(transcript -> transcript.isNewest() && transcript.signal().isPresent()).toList();
    assertThat(recorded).hasSize(2);
    for (Transcript transcript : recorded) {
      try (var master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Process command = start(transcript, master);
        // It has asked and hears nothing.
        try (var call = master.accept()) {
          assertThat(call.getInputStream().read()).isPositive();
          signal(transcript.signal().orElseThrow(), command);
          assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(command.exitValue()).as(transcript.name()).isEqualTo(128 - transcript.exit());
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo(transcript.stdout());
        assertThat(Files.readString(folder.resolve("err")))
            .containsPattern("INFO Requesting software installation of http://x/software.cfg...\n$");
      }
    }
  }

  private Process start(Transcript transcript, ServerSocket master) throws IOException {
    Files.createDirectories(folder.resolve("cfg"));
    Files.writeString(
        folder.resolve("cfg/slow.cfg"), "[slapos]\nmaster_url = http://127.0.0.1:" + master.getLocalPort() + "/\n");
    var words = transcript.argv().stream().map(word -> word.replace("{WORK}", folder.toString())).toList();
    return ProgramRun.builder(words)
        .redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile()).start();
  }

  static void signal(String name, Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-s", name.replace("SIG", ""), Long.toString(process.pid()));
    assertThat(kill.start().waitFor()).isZero();
  }
}

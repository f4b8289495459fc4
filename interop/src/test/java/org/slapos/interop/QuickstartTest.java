package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a new user types it. */
class QuickstartTest {
  @TempDir
  private Path folder;

  @AfterEach
  void stop() {
    if (Files.exists(folder.resolve("q/etc/slapos.cfg"))) {
      quickstart("--stop").ended(0);
    }
  }

  @Test
  void from_nothing_to_a_running_service_and_again_within_seconds() throws IOException {
    CommandRun first = quickstart().ended(0);
    assertThat(first.out()).contains("[1/8] ", "[8/8] Deploy it and check its promises: green", "Type next:");
    String url = url(first);
    assertThat(get(url)).isEqualTo("Hello from SlapOS from slappart0");

    Map<String, String> client = Map.of("SLAPOS_CLIENT_CONFIGURATION", folder.resolve("q/etc/slapos.cfg").toString());
    CommandRun.of(client, folder, CommandRun.ourSlapos(), "request", "another", "product.hello", "--plan").ended(0);

    long start = System.nanoTime();
    CommandRun second = quickstart().ended(0);
    assertThat((System.nanoTime() - start) / 1_000_000_000).as("seconds").isLessThan(15);
    assertThat(url(second)).isEqualTo(url);
    assertThat(get(url)).isEqualTo("Hello from SlapOS from slappart0");

    assertThat(quickstart("--stop").ended(0).out()).contains("Stopped the Master and all services");
    assertThat(processesBelow(folder.resolve("q"))).isEmpty();
    assertThat(quickstart("--stop").ended(0).out()).contains("Nothing is running");

    assertThat(url(quickstart().ended(0))).as("started again").isEqualTo(url);
    assertThat(get(url)).isEqualTo("Hello from SlapOS from slappart0");
  }

  @Test
  void a_folder_that_is_not_its_own_is_left_alone() throws IOException {
    Files.createDirectory(folder.resolve("q"));
    Files.writeString(folder.resolve("q/mine"), "precious");
    assertThat(quickstart().ended(1).err()).contains("is there already and was not made by quickstart");
    assertThat(folder.resolve("q/etc")).doesNotExist();
  }

  @Test
  void a_failing_step_says_which_why_and_where_its_log_is() {
    var noPython = Map.of("PATH", "/nonexistent", "HOME", folder.toString(), "PYENV_ROOT", folder.toString());
    CommandRun run = CommandRun.of(
        noPython, folder, CommandRun.ourSlapos(), "quickstart", "--directory", folder.resolve("q").toString());
    run.ended(1);
    assertThat(run.out()).contains("[1/8] Prepare Python with supervisor and buildout: failed");
    assertThat(run.err())
        .contains("'Prepare Python with supervisor and buildout' failed: No fitting Python found")
        .contains("Its log: " + folder.resolve("q/var/log/quickstart.log"))
        .doesNotContain("\tat ");
  }

  private CommandRun quickstart(String... more) {
    var words = new ArrayList<>(List.of("quickstart", "--directory", folder.resolve("q").toString()));
    words.addAll(List.of(more));
    return CommandRun.of(Map.of("HOME", folder.toString()), folder, CommandRun.ourSlapos(), words.toArray(String[]::new));
  }

  private static String url(CommandRun run) {
    Matcher url = Pattern.compile("url = (http://\\S+)").matcher(run.out());
    assertThat(url.find()).as(run.out()).isTrue();
    return url.group(1);
  }

  private static List<String> processesBelow(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(folder.toString() + "/"))
        .toList();
  }

  private static String get(String url) throws IOException {
    try (var in = URI.create(url).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}

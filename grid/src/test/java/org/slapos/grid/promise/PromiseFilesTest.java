package org.slapos.grid.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseFilesTest {
  @TempDir Path folder;

  private static String recording(String name) throws Exception {
    try (var stream = PromiseFilesTest.class.getResourceAsStream("/recordings/" + name)) {
      return new String(stream.readAllBytes());
    }
  }

  @Test
  void a_result_has_the_reference_s_bytes() throws Exception {
    var promise = new PromiseFile.Executable(Path.of("${instance_root}/slappart3/etc/promise/index-exists"));
    var result = new PromiseResult(
        PromiseResult.Type.TEST, false, Instant.parse("2026-11-23T01:00:53Z"), "index.html exists");

    assertThat(result.json(promise, 0.05)).isEqualTo(recording("index-exists.status.json"));
  }

  @Test
  void a_result_with_lines_and_accents_is_read_and_written_as_recorded() throws Exception {
    String recorded = recording("multi_error.status.json");
    var read = PromiseResult.of((java.util.Map<?, ?>) PythonJson.readObject(recorded).orElseThrow().get("result"))
        .orElseThrow();

    assertThat(read.message()).isEqualTo("started\nsomething broke\nTraceback:\n  here\ntrès grave");
    assertThat(read.json(new PromiseFile.Plugin(Path.of("${INSTANCE_ROOT}/slappart0/etc/plugin/multi_error.py")), 0.05))
        .isEqualTo(recorded);
  }

  @Test
  void a_cache_is_read_as_recorded_and_written_alike() throws Exception {
    Path module = Files.createFile(folder.resolve("http_answers.py"));
    String recorded = recording("http_answers.cache")
        .replace("${instance_root}/slappart3/etc/plugin/http_answers.py", module.toString());
    Path file = Files.writeString(folder.resolve("http_answers"), recorded);

    PromiseCache cache = PromiseCache.read(file, folder.resolve("another")).orElseThrow();

    assertThat(cache.nextRunAfter()).isEqualTo(1795395773.546043);
    assertThat(cache.json()).isEqualTo(recorded);
  }

  @Test
  void garbage_and_vanished_modules_make_a_cache_void() throws Exception {
    Path file = folder.resolve("cache");
    for (String content : List.of("", "{", "[]", "{\"is_tested\": 1}",
        "{\"is_tested\": true, \"is_anomaly_detected\": true, \"periodicity\": 2, \"next_run_after\": 1.0, "
            + "\"timestamp\": 1.0, \"module_file\": \"/no/such/file\"}")) {
      Files.writeString(file, content);
      assertThat(PromiseCache.read(file, folder)).as(content).isEmpty();
    }
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(PromiseCache.read(file, folder)).isEmpty();
  }

  @Test
  void a_long_message_keeps_its_end() {
    var result = new PromiseResult(PromiseResult.Type.TEST, true, Instant.EPOCH, "x".repeat(6000) + "end");
    assertThat(result.message()).hasSize(5003).startsWith("...x").endsWith("xend");
  }

  @Test
  void the_log_is_written_and_read_as_recorded() throws Exception {
    Path file = Files.writeString(folder.resolve("multi_error.log"), recording("multi_error.log"));
    var log = new PromiseLog(file, ZoneOffset.UTC);

    log.append("INFO", "1795392700-123", Instant.parse("2026-11-23T00:11:40Z"), "fine\nagain");

    assertThat(Files.readString(file)).endsWith("2026-11-23 00:11:40 - INFO - 1795392700-123 - fine\nagain\n");
    assertThat(log.newest(5)).containsExactly(
        new PromiseLog.Execution(false, "fine\nagain"),
        new PromiseLog.Execution(true, "started\nsomething broke\nTraceback:\n  here\ntrès grave"));
    assertThat(log.newest(1)).hasSize(1);
  }

  @Test
  void only_enough_failures_in_a_row_exceed_the_tolerance() {
    var bad = new PromiseLog.Execution(true, "");
    var good = new PromiseLog.Execution(false, "");
    assertThat(Tolerance.of(PromiseMode.TEST).exceededBy(List.of(bad))).isTrue();
    assertThat(Tolerance.of(PromiseMode.TEST).exceededBy(List.of())).isFalse();
    assertThat(Tolerance.of(PromiseMode.ANOMALY).exceededBy(List.of(bad, bad))).isFalse();
    assertThat(Tolerance.of(PromiseMode.ANOMALY).exceededBy(List.of(bad, good, bad))).isFalse();
    assertThat(Tolerance.of(PromiseMode.ANOMALY).exceededBy(List.of(bad, bad, bad))).isTrue();
  }

  @Test
  void the_whole_table_of_when_a_promise_runs() {
    for (PromiseMode mode : PromiseMode.values()) {
      assertThat(PromiseDecision.decide(Optional.empty(), mode, 100)).isEqualTo(PromiseDecision.RUN);
      for (boolean enabled : List.of(true, false)) {
        for (double next : List.of(99.0, 100.0, 101.0)) {
          var cache = new PromiseCache(
              mode == PromiseMode.TEST && enabled, mode == PromiseMode.ANOMALY && enabled, 2, next, 0, folder, 0);
          PromiseDecision expected = !enabled ? PromiseDecision.DISABLED
              : mode == PromiseMode.ANOMALY && next > 100 ? PromiseDecision.NOT_DUE : PromiseDecision.RUN;
          assertThat(PromiseDecision.decide(Optional.of(cache), mode, 100)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void titles_lose_their_last_extension_only() {
    assertThat(List.of("check.py", "a.b.sh", "plain", ".hidden").stream()
        .map(name -> new PromiseFile.Executable(Path.of("/p", name)).title()))
        .containsExactly("check", "a.b", "plain", ".hidden");
  }
}

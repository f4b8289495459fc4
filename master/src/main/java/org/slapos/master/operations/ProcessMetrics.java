package org.slapos.master.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.slapos.slap.metrics.MetricsText;

/** What the process takes of the machine; what the system does not tell is left out. */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final long KILO = 1024;
  private static final double MILLIS = 1000;

  private final Instant start;

  ProcessMetrics(Instant start) {
    this.start = start;
  }

  void write(MetricsText text) {
    text.family("process_start_time_seconds", MetricsText.Type.GAUGE, "when the Master was started").sample(start.toEpochMilli() / MILLIS);
    var runtime = Runtime.getRuntime();
    text.family("jvm_memory_used_bytes", MetricsText.Type.GAUGE, "heap that is used, with garbage")
        .sample((double) (runtime.totalMemory() - runtime.freeMemory()), "area", "heap");
    text.family("jvm_memory_committed_bytes", MetricsText.Type.GAUGE, "heap that was asked of the system")
        .sample((double) runtime.totalMemory(), "area", "heap");
    text.family("jvm_memory_max_bytes", MetricsText.Type.GAUGE, "largest heap").sample((double) runtime.maxMemory(), "area", "heap");
    status("VmRSS").ifPresent(kilo -> text
        .family("process_resident_memory_bytes", MetricsText.Type.GAUGE, "memory of the process")
        .sample((double) (kilo * KILO)));
    status("Threads").ifPresent(count ->
        text.family("process_threads", MetricsText.Type.GAUGE, "threads of the system").sample((double) count));
    descriptors().ifPresent(count ->
        text.family("process_open_fds", MetricsText.Type.GAUGE, "open files and connections").sample((double) count));
    ProcessHandle.current().info().totalCpuDuration().ifPresent(time -> text
        .family("process_cpu_seconds_total", MetricsText.Type.COUNTER, "processor time")
        .sample(time.toMillis() / MILLIS));
  }

  private static OptionalLong status(String name) {
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong descriptors() {
    try (var open = Files.list(DESCRIPTORS)) {
      return OptionalLong.of(open.count());
    } catch (IOException notLinux) {
      return OptionalLong.empty();
    }
  }
}

package org.slapos.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.StringTokenizer;
import org.slapos.files.AtomicFile;

/**
 * What the pass before saw of the processors, kept in {@code data-log/.previous-sample}: usage is told for the whole time
 * between two passes instead of a few seconds of waiting.
 *
 * @param processes ticks of each process by its key
 */
record PreviousSample(String bootId, long uptime, CpuTicks cpu, Map<String, Long> processes) {
  private static final String FILE = ".previous-sample";
  /** Older ones say little about now. */
  private static final long OLDEST = 10 * 60 * 100;

  PreviousSample {
    processes = Map.copyOf(processes);
  }

  static PreviousSample of(String bootId, Sample sample) {
    var ticks = new HashMap<String, Long>();
    sample.processes().forEach(process -> ticks.put(process.key(), process.ownTicks()));
    return new PreviousSample(bootId, sample.uptime(), sample.cpu(), ticks);
  }

  /** That of the same start of the machine and not too long ago; anything else in the file counts as none. */
  static Optional<PreviousSample> read(Path dataLog, String bootId, long uptime) throws IOException {
    Path file = dataLog.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var words = new StringTokenizer(Files.readString(file));
      String boot = words.nextToken();
      long uptimeThen = Long.parseLong(words.nextToken());
      var cpu = new CpuTicks(Long.parseLong(words.nextToken()), Long.parseLong(words.nextToken()));
      var processes = new HashMap<String, Long>();
      while (words.hasMoreTokens()) {
        processes.put(words.nextToken(), Long.parseLong(words.nextToken()));
      }
      boolean recent = uptimeThen < uptime && uptime - uptimeThen <= OLDEST;
      return recent && boot.equals(bootId)
          ? Optional.of(new PreviousSample(boot, uptimeThen, cpu, processes))
          : Optional.empty();
    } catch (NoSuchElementException | NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  void keep(Path dataLog) throws IOException {
    var text = new StringBuilder("%s %d %d %d%n".formatted(bootId, uptime, cpu.total(), cpu.idle()));
    processes.forEach((key, ticks) -> text.append(key).append(' ').append(ticks).append('\n'));
    AtomicFile.writeUnsynced(dataLog.resolve(FILE), text.toString(), "rw-r--r--");
  }

  /** How much of one processor a process had since then, in percent with one decimal; of a new one, since it started. */
  double percentOf(ProcessSample process, long now) {
    long ticks = process.ownTicks() - processes.getOrDefault(process.key(), 0L);
    long passed = now - Math.max(uptime, process.started());
    return passed <= 0 ? 0 : Math.round(1000.0 * Math.max(0, ticks) / passed) / 10.0;
  }
}

package org.slapos.grid.promise;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slapos.files.ForeignFile;

/**
 * What is remembered of a promise between runs, file {@code cache/TITLE} (reference: promise.md, 8.2).
 *
 * @param periodicity minutes
 * @param nextRunAfter seconds since 1970
 * @param timestamp seconds since 1970 at which it was written
 * @param moduleFile the file that defines the promise; once it is gone this record is void
 */
record PromiseCache(
    boolean tested,
    boolean anomalyDetected,
    Number periodicity,
    double nextRunAfter,
    double timestamp,
    Path moduleFile,
    double moduleFileMtime) {

  private static final double SECONDS_PER_MINUTE = 60;

  /** Of a promise that starts now: the next run is one period away, or at once when the mode is disabled. */
  static PromiseCache startingAt(
      double now, PromiseMode mode, boolean tested, boolean anomalyDetected, Number periodicity, Path moduleFile,
      double moduleFileMtime) {
    boolean enabled = mode == PromiseMode.TEST ? tested : anomalyDetected;
    double next = enabled ? now + periodicity.doubleValue() * SECONDS_PER_MINUTE : now;
    return new PromiseCache(tested, anomalyDetected, periodicity, next, now, moduleFile, moduleFileMtime);
  }

  boolean allows(PromiseMode mode) {
    return mode == PromiseMode.TEST ? tested : anomalyDetected;
  }

  /**
   * Empty for a file that is absent, garbage or void.
   *
   * @param promise which is there; mostly it is itself what defines the promise, and need not be looked for again
   */
  static Optional<PromiseCache> read(Path file, Path promise) throws IOException {
    return content(file).flatMap(PythonJson::readObject).flatMap(PromiseCache::of)
        .filter(cache -> cache.moduleFile().equals(promise) || Files.exists(cache.moduleFile()));
  }

  /** The text of a small state file; empty if it is absent or not text. */
  static Optional<String> content(Path file) throws IOException {
    try {
      return ForeignFile.isThere(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (MalformedInputException notText) {
      return Optional.empty();
    }
  }

  private static Optional<PromiseCache> of(Map<String, Object> json) {
    if (json.get("is_tested") instanceof Boolean tested
        && json.get("is_anomaly_detected") instanceof Boolean anomalyDetected
        && json.get("periodicity") instanceof Number periodicity
        && json.get("next_run_after") instanceof Number next
        && json.get("timestamp") instanceof Number timestamp
        && json.get("module_file") instanceof String module) {
      double mtime = json.get("module_file_mtime") instanceof Number number ? number.doubleValue() : 0;
      return Optional.of(new PromiseCache(
          tested, anomalyDetected, periodicity, next.doubleValue(), timestamp.doubleValue(), Path.of(module), mtime));
    }
    return Optional.empty();
  }

  String json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("is_tested", tested);
    json.put("is_anomaly_detected", anomalyDetected);
    json.put("periodicity", periodicity);
    json.put("next_run_after", nextRunAfter);
    json.put("timestamp", timestamp);
    json.put("module_file", moduleFile.toString());
    json.put("module_file_mtime", moduleFileMtime);
    return PythonJson.write(json);
  }
}

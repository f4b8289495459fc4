package org.slapos.master.operations;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a Master is looked after.
 *
 * @param accessLog file that gets a line for each request ({@code access_log})
 * @param shutdownDelay how long it still answers everybody after it was told to stop, while {@code /health/ready} says
 *     503 ({@code shutdown_delay})
 * @param metricsReaders addresses beside the loopback ones that may read the metrics ({@code metrics_readers})
 */
public record OperationsSettings(Optional<Path> accessLog, Duration shutdownDelay, Set<String> metricsReaders) {
  public OperationsSettings {
    metricsReaders = Set.copyOf(metricsReaders);
  }

  /** No access log, no delay, metrics for this machine. */
  public static OperationsSettings none() {
    return new OperationsSettings(Optional.empty(), Duration.ZERO, Set.of());
  }
}

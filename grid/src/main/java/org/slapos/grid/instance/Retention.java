package org.slapos.grid.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slapos.files.AtomicFile;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Privileges;
import org.slapos.grid.promise.PythonNumber;
import org.slapos.slap.wire.Value;

/** Delays the destruction of a partition by the days that were asked when it was installed (node-grid.md, 5.3). */
public final class Retention {
  private static final double SECONDS_PER_DAY = 86400;

  private final Privileges privileges;
  private final Clock clock;

  public Retention(Privileges privileges, Clock clock) {
    this.privileges = privileges;
    this.clock = clock;
  }

  /** Freezes the delay at the first installation. */
  void freeze(PartitionTask task) throws IOException {
    Path file = task.folder().retentionDelay();
    if (Files.exists(file)) {
      return;
    }
    double days = task.partition().remote().filter().flatMap(filter -> filter.get("retention_delay"))
        .flatMap(Retention::number).orElse(0.0);
    AtomicFile.write(file, text(days), "rw-r--r--", made -> privileges.giveTo(made, task.software().path()));
  }

  /** Whether it may be destroyed now; the first question starts the delay. */
  public boolean allowsDestruction(PartitionFolder folder, GridLog log) throws IOException {
    Optional<Double> date = read(folder.retentionDate());
    double now = clock.millis() / 1000.0;
    if (date.isPresent()) {
      return now >= date.get();
    }
    double days = read(folder.retentionDelay()).orElse(0.0);
    if (days <= 0) {
      return true;
    }
    double until = Math.floor(now) + days * SECONDS_PER_DAY;
    AtomicFile.write(
        folder.retentionDate(), text(until), "rw-r--r--", made -> privileges.giveTo(made, folder.path()));
    log.info("Retention of %s ends at %s (seconds since 1970)".formatted(folder.id(), text(until)));
    return false;
  }

  private static Optional<Double> read(Path file) throws IOException {
    return ForeignFile.text(file).flatMap(text -> number(new Value.Text(text)));
  }

  private static Optional<Double> number(Value value) {
    try {
      return switch (value) {
        case Value.Text(String text) -> Optional.of(Double.valueOf(text.strip()));
        case Value.Int(var number) -> Optional.of(number.doubleValue());
        case Value.Real(double number) -> Optional.of(number);
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code 0.0}, {@code 0.0002}, {@code 1795394057.2}: no exponent. */
  private static String text(double number) {
    return PythonNumber.text(number);
  }
}

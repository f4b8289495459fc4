package org.slapos.grid.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slapos.files.AtomicFile;
import org.slapos.files.ForeignFile;
import org.slapos.grid.log.GridLog;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.ServerErrorException;
import org.slapos.slap.SlapException;

/**
 * The watchdog's bangs, made one after the other beside its conversation with supervisord, which keeps ten events and loses the
 * others: a Master that is slow or away must not cost one. What a Master that is away has not heard is told again until it has,
 * or until the partition was deployed anew.
 */
final class Bangs implements Runnable {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Path instanceRoot;
  private final Watchdog.Bang bang;
  private final Duration firstPause;
  private final GridLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private boolean ending;

  Bangs(Path instanceRoot, Watchdog.Bang bang, Duration firstPause, GridLog log) {
    this.instanceRoot = instanceRoot;
    this.bang = bang;
    this.firstPause = firstPause;
    this.log = log;
  }

  /**
   * A bang to make.
   *
   * @param deployed the timestamp of the deployment whose service has ended
   */
  private record Wanted(String partition, String process, Optional<String> deployed) {
    String message() {
      return "%s process in partition %s encountered a problem".formatted(process, partition);
    }
  }

  /** Wants one for the present deployment of a partition, unless there was one. */
  void want(String partition, String process) {
    lock.lock();
    try {
      var next = new Wanted(partition, process, read(partition, ".timestamp"));
      Wanted before = wanted.get(partition);
      if (before == null || !before.deployed().equals(next.deployed())) {
        wanted.put(partition, next);
        changed.signalAll();
      }
    } catch (IOException e) {
      log.error("Cannot bang for %s of %s: %s".formatted(process, partition, e.getMessage()));
    } finally {
      lock.unlock();
    }
  }

  /** Wants no more: {@link #run} ends once each has been tried. */
  void end() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    Duration pause = firstPause;
    for (Optional<Wanted> next = next(); next.isPresent(); next = next()) {
      if (make(next.get())) {
        forget(next.get());
        pause = firstPause;
      } else if (!rest(next.get(), pause)) {
        return;
      } else {
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      }
    }
  }

  /** Waits for one; empty at the end. */
  private Optional<Wanted> next() {
    lock.lock();
    try {
      while (wanted.isEmpty() && !ending) {
        changed.await();
      }
      return wanted.values().stream().findFirst();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void forget(Wanted made) {
    lock.lock();
    try {
      wanted.remove(made.partition(), made);
    } finally {
      lock.unlock();
    }
  }

  /** Puts one behind the others; false at the end, when it is given up. */
  private boolean rest(Wanted failed, Duration pause) {
    lock.lock();
    try {
      if (wanted.remove(failed.partition(), failed) && !ending) {
        wanted.put(failed.partition(), failed);
      }
      long nanos = pause.toNanos();
      while (nanos > 0 && !ending) {
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is left to do about it; false if the Master may hear it later. */
  private boolean make(Wanted one) {
    try {
      Optional<String> deployed = read(one.partition(), ".timestamp");
      if (!deployed.equals(one.deployed())) {
        return true;
      }
      Optional<String> latest = read(one.partition(), ".slapos_latest_bang_timestamp");
      if (latest.isEmpty() || DeploymentTime.isNewer(deployed, latest.get())) {
        bang.send(one.partition(), one.message());
        AtomicFile.write(
            instanceRoot.resolve(one.partition()).resolve(".slapos_latest_bang_timestamp"), deployed.orElse("0"), "rw-r--r--");
      }
      return true;
    } catch (ConnectionException | ServerErrorException e) {
      log.error("Cannot bang for %s of %s yet: %s".formatted(one.process(), one.partition(), e.getMessage()));
      return false;
    } catch (IOException | SlapException e) {
      log.error("Cannot bang for %s of %s: %s".formatted(one.process(), one.partition(), e.getMessage()));
      return true;
    } catch (RuntimeException e) {
      log.error("Cannot bang for %s of %s: %s".formatted(one.process(), one.partition(), e), e);
      return true;
    }
  }

  private Optional<String> read(String partition, String name) throws IOException {
    Path file = instanceRoot.resolve(partition).resolve(name);
    return ForeignFile.isThere(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }
}

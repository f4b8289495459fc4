package org.slapos.master.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slapos.config.IoReason;
import org.slapos.master.http.Exchange;
import org.slapos.master.http.ExchangeListener;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a line of JSON for each request. Lines are written by a thread of their own, so that a slow disk keeps no
 * client waiting; what it cannot keep up with is counted, and the file says how much is missing.
 */
public final class AccessLog implements ExchangeListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final int MOST_WAITING = 10_000;
  private static final int BATCH = 2_000;
  /** A line is this late, so that lines of a busy time share a write. */
  private static final long GATHER_MILLIS = 20;
  private static final long PAUSE_MILLIS = 200;
  private static final long END_MILLIS = 5_000;

  private final AccessLine line;
  private final InstantSource clock;
  private final ReopenedFile file;
  private final BlockingQueue<Exchange> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private long told;
  private boolean failing;
  private volatile boolean closed;

  private AccessLog(CallNames names, InstantSource clock, ReopenedFile file) {
    this.line = new AccessLine(names);
    this.clock = clock;
    this.file = file;
    this.thread = Thread.ofPlatform().name("access-log").daemon().unstarted(this::work);
  }

  /**
   * Opens the file, which is made for its owner alone if there is none.
   *
   * @throws AccessLogException if it cannot be written
   */
  public static AccessLog open(Path path, CallNames names, InstantSource clock) {
    try {
      var opened = new AccessLog(names, clock, ReopenedFile.open(path));
      opened.thread.start();
      return opened;
    } catch (IOException e) {
      throw new AccessLogException("Cannot write the access log: " + IoReason.of(e), e);
    }
  }

  @Override
  public void over(Exchange exchange) {
    if (!queue.offer(exchange)) {
      dropped.incrementAndGet();
    }
  }

  /** How many requests are missing in the file. */
  public long dropped() {
    return dropped.get();
  }

  /** Writes what is waiting, for a few seconds at most. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    var batch = new ArrayList<Exchange>(BATCH);
    try (file) {
      while (!closed || !queue.isEmpty()) {
        var first = queue.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          if (!closed && queue.size() < BATCH) {
            Thread.sleep(GATHER_MILLIS);
          }
          queue.drainTo(batch, BATCH - 1);
          write(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.warn("Cannot close the access log: {}", IoReason.of(e));
    }
  }

  private void write(List<Exchange> batch) {
    var text = new StringBuilder();
    long missing = dropped.get() - told;
    if (missing > 0) {
      text.append(missing(missing)).append('\n');
    }
    for (var exchange : batch) {
      text.append(line.of(exchange)).append('\n');
    }
    try {
      file.append(text.toString());
      told += missing;
      failing = false;
    } catch (IOException e) {
      dropped.addAndGet(batch.size());
      if (!failing) {
        log.error("Cannot write the access log, requests are missing in it until that is mended: {}", IoReason.of(e));
      }
      failing = true;
    }
  }

  private String missing(long count) {
    return JsonText.writeLine(Value.Dict.builder()
        .put("time", clock.instant().toString())
        .put("dropped", new Value.Int(java.math.BigInteger.valueOf(count)))
        .build());
  }

  /** The file cannot be written. */
  public static final class AccessLogException extends RuntimeException {
    AccessLogException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

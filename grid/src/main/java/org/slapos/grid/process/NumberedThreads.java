package org.slapos.grid.process;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads {@code NAME-0}, {@code NAME-1} and so on. The JDK's own factory counts by way of a method handle that it
 * compiles at the first thread: ten milliseconds of a short command.
 */
public final class NumberedThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger next = new AtomicInteger();

  public NumberedThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable work) {
    return Thread.ofPlatform().daemon().name(name + "-" + next.getAndIncrement()).unstarted(work);
  }
}

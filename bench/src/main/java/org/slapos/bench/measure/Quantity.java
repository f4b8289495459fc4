package org.slapos.bench.measure;

/** What one round measures. */
public enum Quantity {
  WALL("wall time", "ms", true),
  CPU("processor time", "ms", true),
  MEMORY("most resident memory", "MB", true),
  RATE("requests", "/s", false),
  P50("latency, median", "ms", true),
  P99("latency, 99 of 100", "ms", true),
  START("from start to the first answer", "ms", true),
  IDLE_MEMORY("resident memory, idle", "MB", true),
  FIRST_RATE("the first 400 new instances", "/s", false),
  LOADED_MEMORY("resident memory after load", "MB", true),
  GROWTH_KEPT("listing of one computer, unchanged", "times", true),
  GROWTH_CHANGED("listing of one computer, after a change", "times", true),
  GROWTH_PARTITION("one partition, after a change", "times", true),
  GROWTH_REPEATED("request repeated", "times", true),
  GROWTH_NEW("new instance", "times", true);

  private final String title;
  private final String unit;
  private final boolean lessIsBetter;

  Quantity(String title, String unit, boolean lessIsBetter) {
    this.title = title;
    this.unit = unit;
    this.lessIsBetter = lessIsBetter;
  }

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  /** Whether it tells how much dearer something is with many instances than with few. */
  public boolean isGrowth() {
    return compareTo(GROWTH_KEPT) >= 0;
  }

  public boolean lessIsBetter() {
    return lessIsBetter;
  }
}

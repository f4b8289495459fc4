package org.slapos.bench.measure;

/** What one round measures. */
public enum Quantity {
  WALL("wall time", "ms", true),
  CPU("processor time", "ms", true),
  MEMORY("most resident memory", "MB", true),
  RATE("requests", "/s", false),
  P50("latency, median", "ms", true),
  P99("latency, 99 of 100", "ms", true);

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

  public boolean lessIsBetter() {
    return lessIsBetter;
  }
}

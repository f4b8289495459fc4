package org.slapos.collect;

/** What all processors did since the machine started, in hundredths of a second. */
record CpuTicks(long total, long idle) {

  /** How much of the time since then they were not idle, in percent with one decimal. */
  double busySince(CpuTicks before) {
    long passed = total - before.total;
    if (passed <= 0) {
      return 0;
    }
    double idlePercent = Math.round(1000.0 * (idle - before.idle) / passed) / 10.0;
    return Math.round(10 * (100 - idlePercent)) / 10.0;
  }
}

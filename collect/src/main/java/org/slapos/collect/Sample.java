package org.slapos.collect;

import java.util.List;

/**
 * The machine at one moment.
 *
 * @param uptime hundredths of a second since it started
 * @param startedAt when it started, in seconds since 1970
 * @param memoryAvailable bytes that programs could get
 */
record Sample(
    long uptime,
    long startedAt,
    int cores,
    CpuTicks cpu,
    double load,
    long memoryTotal,
    long memoryAvailable,
    NetworkTotals network,
    List<ProcessSample> processes) {
  Sample {
    processes = List.copyOf(processes);
  }
}

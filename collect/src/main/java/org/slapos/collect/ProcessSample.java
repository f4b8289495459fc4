package org.slapos.collect;

/**
 * A process of a partition's user.
 *
 * @param started ticks after the start of the machine
 * @param ownTicks time on the processors
 * @param allTicks that with its ended children and the wait for disks
 * @param resident memory in bytes
 * @param readWrite bytes read from and written to disks
 * @param cycles calls that read or wrote
 */
record ProcessSample(
    String user, int pid, long started, long ownTicks, long allTicks, int threads, long resident, long readWrite, long cycles) {

  /** What tells it apart from another process of the same number. */
  String key() {
    return pid + "-" + started;
  }
}

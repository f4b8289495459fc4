package org.slapos.collect;

/** Counters of all network interfaces together, since the machine started. */
record NetworkTotals(long inBytes, long inErrors, long inDropped, long outBytes, long outErrors, long outDropped) {
  static final NetworkTotals NONE = new NetworkTotals(0, 0, 0, 0, 0, 0);

  NetworkTotals plus(NetworkTotals other) {
    return new NetworkTotals(
        inBytes + other.inBytes,
        inErrors + other.inErrors,
        inDropped + other.inDropped,
        outBytes + other.outBytes,
        outErrors + other.outErrors,
        outDropped + other.outDropped);
  }
}

package org.slapos.master.show;

/** The parts of the output, in their order; each has an option of its name. */
public enum ShowSection {
  COMPUTERS,
  SOFTWARE,
  PARTITIONS,
  SLAVES,
  PARAMS,
  NETWORK
}

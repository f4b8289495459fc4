package org.slapos.collect;

import java.nio.file.Path;

/** A mounted device, in bytes. */
record Disk(String device, Path mountPoint, long total, long used, long free) {}

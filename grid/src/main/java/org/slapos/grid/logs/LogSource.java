package org.slapos.grid.logs;

import java.nio.file.Path;

/**
 * One log of a partition.
 *
 * @param name for people: {@code build}, {@code instance}, a service or {@code promise/TITLE}
 */
public record LogSource(String name, Path file) {}

package org.slapos.grid.manager;

import java.nio.file.Path;
import org.slapos.grid.log.GridLog;

/**
 * A software release of the computer.
 *
 * @param path its folder, which need not exist
 * @param state {@code available} or {@code destroyed}
 */
public record ManagedRelease(String computerId, String url, Path path, String state, GridLog log) {}

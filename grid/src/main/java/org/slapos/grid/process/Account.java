package org.slapos.grid.process;

import java.nio.file.Path;

/** An account of the operating system, by the numbers a folder shows and the entry of the user database. */
public record Account(int uid, int gid, String name, Path home) {}

package org.slapos.master.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.sqlite.JDBC;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * {@code SqliteLibrary FOLDER}: puts SQLite's library for this machine into a folder, when an installation is made. With
 * {@code org.sqlite.lib.path} it is loaded from there; otherwise each start looks for the kind of machine, in a
 * process, and writes a copy into the folder for temporary files, which takes a quarter of a start.
 */
final class SqliteLibrary {
  private SqliteLibrary() {}

  public static void main(String[] words) throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (var in = Objects.requireNonNull(JDBC.class.getResourceAsStream(resource), resource)) {
      Files.copy(in, Path.of(words[0]).resolve(name));
    }
  }
}

package org.slapos.master.store;

import java.nio.file.Path;

/** The databases that one suite runs on. */
public enum TestDatabase {
  SQLITE {
    @Override
    public DatabaseLocation make(Path folder) {
      return new DatabaseLocation.SqliteFile(folder.resolve("proxy.db"));
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseLocation make(Path folder) {
      return PostgresServer.newDatabase();
    }
  };

  /** A new, empty one; a file is made in the folder. */
  public abstract DatabaseLocation make(Path folder);
}

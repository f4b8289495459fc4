package org.slapos.master;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.slapos.master.store.TestDatabase;

/** As many Masters as a database bears: one on SQLite, two on PostgreSQL. */
final class MasterGroup implements AutoCloseable {
  private final List<Master> masters;

  private MasterGroup(List<Master> masters) {
    this.masters = masters;
  }

  static MasterGroup start(TestDatabase kind, Path folder) {
    var database = kind.make(folder);
    int count =
        switch (kind) {
          case SQLITE -> 1;
          case POSTGRESQL -> 2;
        };
    return new MasterGroup(
        IntStream.range(0, count).mapToObj(i -> Master.start(MasterSettings.local(database, 0, "COMP-0"))).toList());
  }

  /** One of them, another one for the next number. */
  URI url(int number) {
    return masters.get(number % masters.size()).url();
  }

  @Override
  public void close() {
    masters.forEach(Master::close);
  }
}

package org.slapos.master.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;

/** All that a database holds at one moment. */
public record Snapshot(
    List<Computer> computers,
    List<Installation> installations,
    List<Partition> partitions,
    List<SharedInstance> sharedInstances,
    List<StatusReport> reports,
    List<NodeMessage> messages,
    List<ForwardedRequest> forwardedRequests) {
  public Snapshot {
    computers = List.copyOf(computers);
    installations = List.copyOf(installations);
    partitions = List.copyOf(partitions);
    sharedInstances = List.copyOf(sharedInstances);
    reports = List.copyOf(reports);
    messages = List.copyOf(messages);
    forwardedRequests = List.copyOf(forwardedRequests);
  }

  /**
   * Reads a database, which Masters may be serving at the same time, and changes nothing.
   *
   * @throws StoreException if there is none, or it is not of this program
   */
  public static Snapshot read(DatabaseLocation location) {
    return switch (location) {
      case DatabaseLocation.SqliteFile(var file) -> read(file);
      case DatabaseLocation.PostgresDatabase database -> read(new PostgresDialect(database).openReader());
    };
  }

  /** As {@link #read(DatabaseLocation)} for a SQLite file. */
  public static Snapshot read(Path database) {
    if (!Files.exists(database)) {
      throw new StoreException("There is no database " + database);
    }
    ForeignDatabase.refuse(database);
    return read(SqliteDialect.openReadOnly(database));
  }

  private static Snapshot read(Session session) {
    try (session) {
      session.begin();
      var stores = new Stores(session);
      return new Snapshot(
          stores.computers.all(), stores.installations.all(), stores.partitions.all(), stores.shared.all(),
          stores.reports.all(), stores.messages.all(),
          stores.forwarded.all());
    }
  }
}

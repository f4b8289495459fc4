package org.slapos.grid.manager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.process.Account;
import org.slapos.grid.supervisor.PartitionServices;

/**
 * A partition in use.
 *
 * @param path its folder, which belongs to its user: files in it may be links to anywhere
 * @param state the requested state
 * @param softwareUrl its release
 * @param addresses all addresses of the partition, {@code ip_list} before {@code full_ip_list}
 * @param owner its user, looked up when asked for
 * @param services starts further programs for it
 * @param destruction whether its retention is over
 */
public record ManagedPartition(
    String computerId,
    String id,
    Path path,
    String state,
    String softwareUrl,
    List<String> addresses,
    Supplier<Account> owner,
    PartitionServices services,
    Destruction destruction,
    GridLog log) {
  public ManagedPartition {
    addresses = List.copyOf(addresses);
  }

  /** Tells whether the partition may be emptied now; the first question starts the delay that was asked for. */
  @FunctionalInterface
  public interface Destruction {
    boolean isAllowed() throws IOException;
  }
}

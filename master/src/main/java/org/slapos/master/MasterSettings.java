package org.slapos.master;

import java.nio.file.Path;
import java.util.Map;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.operations.OperationsSettings;
import org.slapos.master.store.DatabaseLocation;

/**
 * How a Master is set up.
 *
 * @param database a SQLite file, created if there is none, or a PostgreSQL database ({@code database_uri})
 * @param host address to listen on ({@code host})
 * @param port 0 for any free port ({@code port})
 * @param computerId the computer that gets instances whose request names none ({@code computer_id})
 * @param softwareProducts URL of the release by name of the product ({@code software_product_list})
 * @param releaseRoot where releases that are files of this machine lie ({@code local_software_release_root})
 * @param services what it serves beside its API
 * @param operations how it is looked after
 */
public record MasterSettings(
    DatabaseLocation database,
    String host,
    int port,
    String computerId,
    Map<String, String> softwareProducts,
    ReleaseRoot releaseRoot,
    MasterServices services,
    OperationsSettings operations) {
  public static final String LOOPBACK = "127.0.0.1";

  public MasterSettings {
    softwareProducts = Map.copyOf(softwareProducts);
    if (computerId.isEmpty()) {
      throw new IllegalArgumentException("computer_id is empty");
    }
  }

  /** A Master with its API alone, and a SQLite file. */
  public MasterSettings(
      Path database, String host, int port, String computerId, Map<String, String> softwareProducts) {
    this(new DatabaseLocation.SqliteFile(database), host, port, computerId, softwareProducts);
  }

  /** A Master with its API alone. */
  public MasterSettings(
      DatabaseLocation database, String host, int port, String computerId, Map<String, String> softwareProducts) {
    this(
        database, host, port, computerId, softwareProducts, ReleaseRoot.DEFAULT, MasterServices.none(),
        OperationsSettings.none());
  }

  /** The same with other services. */
  public MasterSettings with(MasterServices others) {
    return new MasterSettings(database, host, port, computerId, softwareProducts, releaseRoot, others, operations);
  }

  /** The same, looked after otherwise. */
  public MasterSettings with(OperationsSettings others) {
    return new MasterSettings(database, host, port, computerId, softwareProducts, releaseRoot, services, others);
  }

  /** The same with another folder of releases. */
  public MasterSettings with(ReleaseRoot other) {
    return new MasterSettings(database, host, port, computerId, softwareProducts, other, services, operations);
  }

  /** On the loopback address, without software products. */
  public static MasterSettings local(DatabaseLocation database, int port, String computerId) {
    return new MasterSettings(database, LOOPBACK, port, computerId, Map.of());
  }

  /** On the loopback address, without software products. */
  public static MasterSettings local(Path database, int port, String computerId) {
    return new MasterSettings(database, LOOPBACK, port, computerId, Map.of());
  }
}

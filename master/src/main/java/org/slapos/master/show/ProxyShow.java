package org.slapos.master.show;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.store.DatabaseLocation;
import org.slapos.master.store.Snapshot;
import org.slapos.slap.http.UrlDigest;
import org.slapos.slap.wire.Value;

/** The output of {@code proxy show} (reference: proxy.md, 1.2). */
public final class ProxyShow {
  private final DatabaseLocation database;
  private final Snapshot snapshot;

  private ProxyShow(DatabaseLocation database, Snapshot snapshot) {
    this.database = database;
    this.snapshot = snapshot;
  }

  /**
   * Reads a database, which a Master may be serving at the same time.
   *
   * @throws org.slapos.master.store.StoreException if there is none, or it is not of this program
   */
  public static ProxyShow read(DatabaseLocation database) {
    return new ProxyShow(database, Snapshot.read(database));
  }

  /** As {@link #read(DatabaseLocation)} for a SQLite file. */
  public static ProxyShow read(Path database) {
    return read(new DatabaseLocation.SqliteFile(database));
  }

  /** Everything printed for these sections; for none of them, for all. */
  public String text(Set<ShowSection> sections) {
    var wanted = sections.isEmpty() ? ShowSection.usual() : sections;
    return "Using database: " + database + "\n"
        + wanted.stream().sorted().map(this::section).collect(Collectors.joining(" \n"));
  }

  /** The same as one document, with what tables leave out; for no sections, all but the history. */
  public Value.Dict document(Set<ShowSection> sections) {
    var wanted = sections.isEmpty() ? ShowSection.described() : sections;
    var document = Value.Dict.builder().put("database", database.toString());
    wanted.stream().sorted().forEach(section ->
        document.put(section.name().toLowerCase(Locale.ROOT), new Value.ListValue(items(section))));
    return document.build();
  }

  public ShownTable computers() {
    return new ShownTable(
        "computer",
        List.of(),
        List.of("reference", "address", "netmask"),
        snapshot.computers().stream().map(ProxyShow::row).toList());
  }

  public ShownTable software() {
    return new ShownTable(
        "software",
        List.of(),
        List.of("url", "computer_reference", "requested_state", "md5"),
        snapshot.installations().stream().map(ProxyShow::row).toList());
  }

  /** The partitions that are not free. */
  public ShownTable partitions() {
    return new ShownTable(
        "partition",
        List.of("xml", "connection_xml", "slave_instance_list"),
        List.of(
            "reference", "computer_reference", "slap_state", "software_release", "software_type",
            "partition_reference", "requested_by", "requester_id", "requested_state", "timestamp"),
        snapshot.partitions().stream()
            .flatMap(partition -> partition.instance().stream())
            .map(ProxyShow::row)
            .toList());
  }

  public ShownTable slaves() {
    return new ShownTable(
        "slave",
        List.of("connection_xml"),
        List.of("reference", "computer_reference", "hosted_by", "requester_id"),
        snapshot.sharedInstances().stream().map(ProxyShow::row).toList());
  }

  /** Under which title, at which Master. */
  public ShownTable forwarded() {
    return new ShownTable(
        "forwarded_partition_request",
        List.of(),
        List.of("partition_reference", "master_url"),
        snapshot.forwardedRequests().stream()
            .map(request -> List.of(Optional.of(request.title()), Optional.of(request.masterUrl())))
            .toList());
  }

  /** What is kept of every release and partition, the latest first; of a log its last line. */
  public ShownTable reports() {
    return new ShownTable(
        "report",
        List.of(),
        List.of("computer_reference", "subject", "state", "reported_at", "author", "log_end"),
        snapshot.reports().stream().map(HistoryRows::of).toList());
  }

  /** What is kept of every computer, the latest first; of a consumption document its length. */
  public ShownTable messages() {
    return new ShownTable(
        "message",
        List.of(),
        List.of("computer_reference", "partition", "kind", "sent_at", "author", "text"),
        snapshot.messages().stream().map(HistoryRows::of).toList());
  }

  private String section(ShowSection section) {
    return switch (section) {
      case COMPUTERS -> computers().text();
      case SOFTWARE -> software().text();
      case PARTITIONS -> partitions().text();
      case SLAVES -> slaves().text();
      case PARAMS -> ConnectionParameters.text(snapshot.partitions());
      case NETWORK -> network();
      case FORWARDED -> forwarded().text();
      case REPORTS -> reports().text();
      case MESSAGES -> messages().text();
    };
  }

  private List<Value> items(ShowSection section) {
    return switch (section) {
      case COMPUTERS -> computers().objects();
      case SOFTWARE -> software().objects();
      case PARTITIONS -> partitions().objects();
      case SLAVES -> snapshot.sharedInstances().stream().<Value>map(ShownObjects::of).toList();
      case PARAMS -> objects(snapshot.partitions(), ShownObjects::parameters);
      case NETWORK -> objects(snapshot.partitions(), ShownObjects::network);
      case FORWARDED -> forwarded().objects();
      case REPORTS -> snapshot.reports().stream().<Value>map(ShownObjects::of).toList();
      case MESSAGES -> snapshot.messages().stream().<Value>map(ShownObjects::of).toList();
    };
  }

  private static List<Value> objects(List<Partition> partitions, Function<Partition, Optional<Value>> object) {
    return partitions.stream().map(object).flatMap(Optional::stream).toList();
  }

  private String network() {
    return snapshot.partitions().stream()
        .filter(partition -> partition.instance().isPresent() && !partition.addresses().isEmpty())
        .sorted(Comparator.comparing((Partition partition) -> partition.id().partition()))
        .map(
            partition ->
                partition.id().partition()
                    + ": "
                    + partition.addresses().stream().map(NetworkAddress::address).collect(Collectors.joining(", "))
                    + "\n")
        .collect(Collectors.joining());
  }

  private static List<Optional<String>> row(Computer computer) {
    return List.of(Optional.of(computer.reference()), computer.address(), computer.netmask());
  }

  private static List<Optional<String>> row(Installation installation) {
    return List.of(
        Optional.of(installation.url()),
        Optional.of(installation.computer()),
        Optional.of(installation.state().wireName()),
        Optional.of(UrlDigest.of(installation.url())));
  }

  private static List<Optional<String>> row(Instance instance) {
    return List.of(
        Optional.of(instance.place().partition()),
        Optional.of(instance.place().computer()),
        Optional.of("busy"),
        Optional.of(instance.softwareRelease()),
        Optional.of(instance.softwareType()),
        instance.title(),
        Optional.of(instance.rootTitle()),
        Optional.of(requester(instance.requester())),
        Optional.of(instance.state().wireName()),
        Optional.of(instance.timestamp().text()));
  }

  private static List<Optional<String>> row(SharedInstance shared) {
    return List.of(
        Optional.of(shared.reference()),
        Optional.of(shared.computer()),
        Optional.of(shared.host()),
        Optional.of(requester(shared.requester())));
  }

  static String requester(Requester requester) {
    return switch (requester) {
      case Requester.User.USER -> "user";
      case Requester.Partition(var id) -> id.partition();
    };
  }
}

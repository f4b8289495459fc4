package org.slapos.master.domain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A register in memory that also carries effects out: the model against which the database is held. */
public final class MapRegister implements Register {
  final Set<ForwardedRequest> forwarded = new HashSet<>();
  private ReleaseRoot releaseRoot = ReleaseRoot.DEFAULT;
  private final Map<String, Computer> computers = new LinkedHashMap<>();
  private final Map<PartitionId, List<NetworkAddress>> partitions = new LinkedHashMap<>();
  private final Map<PartitionId, Instance> instances = new LinkedHashMap<>();
  private final Map<String, SharedInstance> shared = new LinkedHashMap<>();
  private final List<String> listing = new ArrayList<>();
  private final Map<String, Installation> installations = new LinkedHashMap<>();
  public final List<StatusReport> reports = new ArrayList<>();
  final List<Effect.AddMessage> messages = new ArrayList<>();

  /** Decides and carries out. */
  public Answer execute(Command command, Timestamp now) {
    var decision = Decisions.decide(command, this, now);
    decision.effects().forEach(this::apply);
    return decision.answer();
  }

  public void apply(Effect effect) {
    switch (effect) {
      case Effect.PutComputer(var computer) -> {
        computers.remove(computer.reference());
        computers.put(computer.reference(), computer);
      }
      case Effect.AddPartition(var id) -> partitions.put(id, List.of());
      case Effect.RemovePartition(var id) -> partitions.remove(id);
      case Effect.SetAddresses(var id, var addresses) -> partitions.put(id, addresses);
      case Effect.PutInstance(var before, var after) -> instances.put(after.place(), after);
      case Effect.RemoveInstance(var before) -> instances.remove(before.place());
      case Effect.PutShared(var before, var after) -> put(before, after);
      case Effect.RemoveShared(var before) -> {
        shared.remove(key(before));
        listing.remove(key(before));
      }
      case Effect.PutInstallation(var before, var after) -> {
        installations.remove(after.computer() + " " + after.url());
        installations.put(after.computer() + " " + after.url(), after);
      }
      case Effect.RemoveInstallation(var before) -> installations.remove(before.computer() + " " + before.url());
      case Effect.MoveInstallation(var before, var url) -> {
        var moved = new LinkedHashMap<String, Installation>();
        installations.values().forEach(old -> {
          var kept = old.equals(before) ? new Installation(old.computer(), url, old.state()) : old;
          moved.put(kept.computer() + " " + kept.url(), kept);
        });
        installations.clear();
        installations.putAll(moved);
      }
      case Effect.SetReleaseRoot(var before, var after) -> releaseRoot = after;
      case Effect.PutForwarded(var request) -> forwarded.add(request);
      case Effect.RemoveForwarded(var request) -> forwarded.remove(request);
      case Effect.AddReport(var report, var news) -> reports.add(report);
      case Effect.AddMessage message -> messages.add(message);
    }
  }

  private void put(Optional<SharedInstance> before, SharedInstance after) {
    shared.put(key(after), after);
    boolean stays = before.filter(b -> b.listed() && b.host().equals(after.host())).isPresent();
    if (!after.listed() || !stays) {
      listing.remove(key(after));
    }
    if (after.listed() && !listing.contains(key(after))) {
      listing.add(key(after));
    }
  }

  private static String key(SharedInstance instance) {
    return instance.computer() + " " + instance.reference();
  }

  @Override
  public Optional<Computer> computer(String reference) {
    return Optional.ofNullable(computers.get(reference));
  }

  @Override
  public List<Computer> computers() {
    return List.copyOf(computers.values());
  }

  @Override
  public List<Partition> partitions(String computer) {
    return partitions.keySet().stream()
        .filter(id -> id.computer().equals(computer)).map(id -> partition(id).orElseThrow()).toList();
  }

  @Override
  public Optional<Partition> partition(PartitionId id) {
    return Optional.ofNullable(partitions.get(id)).map(addresses -> new Partition(id, addresses, instance(id)));
  }

  @Override
  public Optional<PartitionId> firstFree(String computer) {
    return partitions.keySet().stream()
        .filter(id -> id.computer().equals(computer) && !instances.containsKey(id)).findFirst();
  }

  @Override
  public Optional<Instance> instance(PartitionId place) {
    return Optional.ofNullable(instances.get(place));
  }

  @Override
  public Optional<Instance> instance(String rootTitle, String title) {
    return inOrder().stream()
        .filter(i -> i.rootTitle().equals(rootTitle) && i.title().equals(Optional.of(title))).findFirst();
  }

  @Override
  public List<Instance> members(String rootTitle) {
    return rootTitle.isEmpty() ? List.of() : inOrder().stream().filter(i -> i.rootTitle().equals(rootTitle)).toList();
  }

  @Override
  public List<Instance> roots() {
    return inOrder().stream().filter(Instance::isRoot).toList();
  }

  @Override
  public Optional<Instance> host(
      String computer, String softwareRelease, Optional<String> softwareType, Optional<String> partition) {
    return inOrder().stream()
        .filter(i -> i.place().computer().equals(computer) && i.softwareRelease().equals(softwareRelease))
        .filter(i -> softwareType.isEmpty() || softwareType.get().equals(i.softwareType()))
        .filter(i -> partition.isEmpty() || partition.get().equals(i.place().partition()))
        .findFirst();
  }

  @Override
  public Optional<SharedInstance> shared(String computer, String reference) {
    return Optional.ofNullable(shared.get(computer + " " + reference));
  }

  @Override
  public Optional<SharedInstance> shared(String reference) {
    return shared.values().stream().filter(s -> s.reference().equals(reference)).findFirst();
  }

  @Override
  public List<SharedInstance> listedOn(PartitionId host) {
    return listing.stream().map(shared::get).filter(s -> s.hostId().equals(host)).toList();
  }

  @Override
  public List<SharedInstance> sharedOf(PartitionId host) {
    return shared.values().stream().filter(s -> s.hostId().equals(host)).toList();
  }

  @Override
  public List<SharedInstance> sharedRequestedBy(PartitionId requester) {
    return shared.values().stream().filter(s -> s.requester().equals(new Requester.Partition(requester))).toList();
  }

  @Override
  public List<SharedInstance> sharedRoots() {
    return shared.values().stream().filter(s -> s.listed() && s.isRoot()).toList();
  }

  @Override
  public List<Installation> installations(String computer) {
    return installations.values().stream().filter(i -> i.computer().equals(computer)).toList();
  }

  @Override
  public Optional<Installation> installation(String computer, String url) {
    return Optional.ofNullable(installations.get(computer + " " + url));
  }

  @Override
  public List<Installation> installations() {
    return List.copyOf(installations.values());
  }

  @Override
  public List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  @Override
  public ReleaseRoot releaseRoot() {
    return releaseRoot;
  }

  @Override
  public List<NetworkAddress> addresses(PartitionId id) {
    return partitions.getOrDefault(id, List.of());
  }

  private List<Instance> inOrder() {
    return partitions.keySet().stream().flatMap(id -> instance(id).stream()).toList();
  }

  @Override
  public Optional<StatusReport> lastReport(StatusReport.Subject subject) {
    return reports.reversed().stream().filter(report -> report.subject().equals(subject)).findFirst();
  }

  @Override
  public Optional<StatusReport> lastReport(String computer) {
    return reports.reversed().stream().filter(report -> report.subject().computer().equals(computer)).findFirst();
  }

  @Override
  public Map<PartitionId, AccessStatus> accessStatuses(String computer) {
    var statuses = new LinkedHashMap<PartitionId, AccessStatus>();
    for (var report : reports) {
      if (report.subject() instanceof StatusReport.Subject.Place(var id) && id.computer().equals(computer)) {
        AccessStatus.of(report).ifPresent(status -> statuses.put(id, status));
      }
    }
    return statuses;
  }

  @Override
  public Optional<AccessStatus> accessStatus(PartitionId id) {
    return Optional.ofNullable(accessStatuses(id.computer()).get(id));
  }

  @Override
  public Map<String, StatusReport.State> releaseStates(String computer) {
    var states = new LinkedHashMap<String, StatusReport.State>();
    for (var report : reports) {
      if (report.subject() instanceof StatusReport.Subject.Release(var place, var url) && place.equals(computer)) {
        states.put(url, report.state());
      }
    }
    return states;
  }

  @Override
  public boolean isForwarded(ForwardedRequest request) {
    return forwarded.contains(request);
  }

  @Override
  public List<String> connectionXmlWith(String text) {
    return instances.values().stream()
        .flatMap(instance -> instance.connectionXml().stream())
        .filter(xml -> xml.contains(text))
        .toList();
  }
}

package org.slapos.master.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.master.domain.AccessStatus;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.Partition;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.domain.StatusReport;

/** The typed stores over one session; inside a transaction they are the register that decisions read. */
final class Stores implements Register {
  final ComputerStore computers;
  final InstanceStore instances;
  final PartitionStore partitions;
  final SharedInstanceStore shared;
  final InstallationStore installations;
  final ForwardedRequestStore forwarded;
  final ReportStore reports;
  final EventStore events;
  final RevisionStore revisions;
  final MessageStore messages;
  final SettingStore settings;

  Stores(Session session) {
    computers = new ComputerStore(session);
    instances = new InstanceStore(session);
    partitions = new PartitionStore(session, instances);
    shared = new SharedInstanceStore(session);
    installations = new InstallationStore(session);
    forwarded = new ForwardedRequestStore(session);
    reports = new ReportStore(session);
    events = new EventStore(session);
    revisions = new RevisionStore(session);
    messages = new MessageStore(session);
    settings = new SettingStore(session);
  }

  @Override
  public Optional<Computer> computer(String reference) {
    return computers.find(reference);
  }

  @Override
  public List<Computer> computers() {
    return computers.all();
  }

  @Override
  public List<Partition> partitions(String computer) {
    return partitions.of(computer);
  }

  @Override
  public Optional<Partition> partition(PartitionId id) {
    return partitions.find(id);
  }

  @Override
  public Optional<PartitionId> firstFree(String computer) {
    return partitions.firstFree(computer);
  }

  @Override
  public Optional<Instance> instance(PartitionId place) {
    return instances.find(place);
  }

  @Override
  public Optional<Instance> instance(String rootTitle, String title) {
    return instances.find(rootTitle, title);
  }

  @Override
  public List<Instance> members(String rootTitle) {
    return rootTitle.isEmpty() ? List.of() : instances.withRoot(rootTitle);
  }

  @Override
  public List<Instance> roots() {
    return instances.withRoot("");
  }

  @Override
  public Optional<Instance> host(
      String computer, String softwareRelease, Optional<String> softwareType, Optional<String> partition) {
    return instances.host(computer, softwareRelease, softwareType, partition);
  }

  @Override
  public Optional<SharedInstance> shared(String computer, String reference) {
    return shared.find(computer, reference);
  }

  @Override
  public Optional<SharedInstance> shared(String reference) {
    return shared.find(reference);
  }

  @Override
  public List<SharedInstance> listedOn(PartitionId host) {
    return shared.listedOn(host);
  }

  @Override
  public List<SharedInstance> sharedOf(PartitionId host) {
    return shared.of(host);
  }

  @Override
  public List<SharedInstance> sharedRequestedBy(PartitionId requester) {
    return shared.requestedBy(requester);
  }

  @Override
  public List<SharedInstance> sharedRoots() {
    return shared.listedRoots();
  }

  @Override
  public List<Installation> installations(String computer) {
    return installations.of(computer);
  }

  @Override
  public Optional<Installation> installation(String computer, String url) {
    return installations.find(computer, url);
  }

  @Override
  public List<Installation> installations() {
    return installations.all();
  }

  @Override
  public List<Instance> instances() {
    return instances.all();
  }

  @Override
  public ReleaseRoot releaseRoot() {
    return settings.find(SettingStore.RELEASE_ROOT).map(Path::of).map(ReleaseRoot::new).orElse(ReleaseRoot.DEFAULT);
  }

  @Override
  public List<NetworkAddress> addresses(PartitionId id) {
    return partitions.addresses(id);
  }

  @Override
  public List<String> connectionXmlWith(String text) {
    return Stream.concat(instances.connectionXmlWith(text).stream(), shared.connectionXmlWith(text).stream()).toList();
  }

  @Override
  public boolean isForwarded(ForwardedRequest request) {
    return forwarded.has(request);
  }

  @Override
  public Optional<StatusReport> lastReport(StatusReport.Subject subject) {
    return reports.last(subject);
  }

  @Override
  public Optional<StatusReport> lastReport(String computer) {
    return reports.last(computer);
  }

  @Override
  public Map<PartitionId, AccessStatus> accessStatuses(String computer) {
    return reports.accessStatuses(computer);
  }

  @Override
  public Optional<AccessStatus> accessStatus(PartitionId id) {
    return reports.accessStatus(id);
  }

  @Override
  public Map<String, StatusReport.State> releaseStates(String computer) {
    return reports.releaseStates(computer);
  }
}

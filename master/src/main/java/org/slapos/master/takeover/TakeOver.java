package org.slapos.master.takeover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slapos.master.domain.Computer;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.Installation;
import org.slapos.master.domain.Instance;
import org.slapos.master.domain.NetworkAddress;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.domain.Timestamp;
import org.slapos.master.takeover.ReferenceRows.PartitionRow;
import org.slapos.slap.RequestedState;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.wire.InstanceXml;
import org.slapos.slap.wire.Value;

/** Plans how a database of the reference becomes one of ours: no instance is lost, whatever state it is in. */
public final class TakeOver {
  private final ReferenceRows rows;
  private final Timestamp now;
  private final Occupants occupants;
  private final List<PartitionRow> busy;
  private final List<Effect> effects = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private TakeOver(ReferenceRows rows, Timestamp now) {
    this.rows = rows;
    this.now = now;
    this.busy = rows.partitions().stream().filter(PartitionRow::busy).toList();
    this.occupants = new Occupants(rows.version(), busy);
  }

  /**
   * What to do, on empty tables and in this order.
   *
   * @param remarks what could not be taken over as it was, for the log
   */
  public record Plan(List<Effect> effects, List<String> remarks) {
    public Plan {
      effects = List.copyOf(effects);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Plans.
   *
   * @param now when instances changed of which the old schema does not say; their nodes process them once more
   */
  public static Plan plan(ReferenceRows rows, Timestamp now) {
    var takeOver = new TakeOver(rows, now);
    takeOver.computers();
    takeOver.installations();
    takeOver.partitions();
    takeOver.instances();
    takeOver.effects.addAll(new SharedTakeOver(takeOver.occupants, takeOver.remarks).effects(rows.slaves(), takeOver.busy));
    takeOver.forwarded();
    takeOver.releaseRoot();
    return new Plan(takeOver.effects, takeOver.remarks);
  }

  /** Also those that only partitions name. */
  private void computers() {
    var computers = new LinkedHashMap<String, Computer>();
    rows.computers().forEach(computer -> computers.put(computer.reference(), computer));
    for (var partition : rows.partitions()) {
      computers.computeIfAbsent(
          partition.id().computer(), name -> new Computer(name, Optional.empty(), Optional.empty()));
    }
    computers.values().forEach(computer -> effects.add(new Effect.PutComputer(computer)));
  }

  private void installations() {
    for (var software : rows.software()) {
      var state = SoftwareRelease.State.of(software.requestedState()).orElse(SoftwareRelease.State.AVAILABLE);
      effects.add(
          new Effect.PutInstallation(Optional.empty(), new Installation(software.computer(), software.url(), state)));
    }
  }

  private void partitions() {
    Map<PartitionId, List<NetworkAddress>> addresses = new LinkedHashMap<>();
    for (var row : rows.addresses()) {
      addresses
          .computeIfAbsent(row.id(), id -> new ArrayList<>())
          .add(new NetworkAddress(row.networkInterface(), row.address(), row.netmask()));
    }
    for (var partition : rows.partitions()) {
      effects.add(new Effect.AddPartition(partition.id()));
      effects.add(new Effect.SetAddresses(partition.id(), addresses.getOrDefault(partition.id(), List.of())));
    }
  }

  private void forwarded() {
    rows.forwarded().forEach(
        row -> effects.add(new Effect.PutForwarded(new ForwardedRequest(row.title(), row.masterUrl()))));
  }

  /** A relative one was looked for where the reference happened to be started. */
  private void releaseRoot() {
    rows.releaseRoot().filter(root -> root.startsWith("/")).ifPresent(root ->
        effects.add(new Effect.SetReleaseRoot(ReleaseRoot.DEFAULT, new ReleaseRoot(Path.of(root)))));
  }

  private record Name(String rootTitle, String title) {}

  private void instances() {
    Set<Name> taken = new HashSet<>();
    for (var row : busy) {
      var rootTitle = occupants.rootTitle(row);
      var title = row.title().filter(text -> !text.isEmpty()).map(wanted -> free(wanted, rootTitle, row, taken));
      effects.add(new Effect.PutInstance(Optional.empty(), instance(row, title, rootTitle)));
    }
  }

  /** The reference let a rename make two of one title; both are kept. */
  private String free(String wanted, String rootTitle, PartitionRow row, Set<Name> taken) {
    if (taken.add(new Name(rootTitle, wanted))) {
      return wanted;
    }
    var candidates = new LinkedHashSet<String>();
    candidates.add(wanted + " (" + row.id().partition() + ")");
    candidates.add(wanted + " (" + row.id() + ")");
    for (var candidate : candidates) {
      if (taken.add(new Name(rootTitle, candidate))) {
        remarks.add("There were two instances named " + wanted + "; that in " + row.id() + " is now " + candidate);
        return candidate;
      }
    }
    throw new IllegalStateException("Two partitions " + row.id());
  }

  private Instance instance(PartitionRow row, Optional<String> title, String rootTitle) {
    return new Instance(
        row.id(),
        title,
        rootTitle,
        occupants.requester(row),
        row.softwareRelease(),
        row.softwareType().orElse("default"),
        RequestedState.of(row.requestedState()).orElseGet(() -> unknownState(row)),
        row.xml().filter(text -> !text.isBlank()).orElseGet(() -> InstanceXml.write(Value.Dict.EMPTY)),
        row.connectionXml().filter(text -> !text.isBlank()),
        row.micros().map(Timestamp::new).orElse(now));
  }

  private RequestedState unknownState(PartitionRow row) {
    remarks.add("The state '" + row.requestedState() + "' of the instance in " + row.id() + " is none; it is now started");
    return RequestedState.STARTED;
  }
}

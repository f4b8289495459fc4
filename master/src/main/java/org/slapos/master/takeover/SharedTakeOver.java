package org.slapos.master.takeover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.domain.Effect;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Requester;
import org.slapos.master.domain.SharedInstance;
import org.slapos.master.takeover.ReferenceRows.PartitionRow;
import org.slapos.master.takeover.ReferenceRows.SlaveRow;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Shared instances: their rows, and the lists of their hosts, which alone hold their parameters. */
final class SharedTakeOver {
  private final Occupants occupants;
  private final List<String> remarks;
  private final Map<Key, SharedInstance> rows = new LinkedHashMap<>();
  private final Map<Key, SharedInstance> listed = new LinkedHashMap<>();

  SharedTakeOver(Occupants occupants, List<String> remarks) {
    this.occupants = occupants;
    this.remarks = remarks;
  }

  private record Key(String computer, String reference) {}

  /** First all in the order of their rows, then the listed ones in the order of their hosts' lists. */
  List<Effect> effects(List<SlaveRow> slaves, List<PartitionRow> busy) {
    slaves.forEach(this::addRow);
    busy.forEach(host -> host.slaveInstanceList().ifPresent(list -> addList(host.id(), list)));
    var effects = new ArrayList<Effect>();
    rows.forEach((key, row) -> effects.add(new Effect.PutShared(Optional.empty(), row)));
    listed.forEach((key, entry) -> effects.add(new Effect.PutShared(Optional.ofNullable(rows.get(key)), entry)));
    return effects;
  }

  private void addRow(SlaveRow slave) {
    var requester = occupants.requester(slave.requester(), slave.computer());
    rows.putIfAbsent(
        new Key(slave.computer(), slave.reference()),
        new SharedInstance(
            slave.computer(), occupants.referenceOf(slave, requester), "", Marshal.write(Value.Dict.EMPTY), requester, slave.hostedBy(),
            false, slave.connectionXml()));
  }

  private void addList(PartitionId host, String list) {
    try {
      if (Marshal.read(list) instanceof Value.ListValue(var items)) {
        for (var item : items) {
          if (item instanceof Value.Dict entry) {
            addEntry(host, entry);
          }
        }
      }
    } catch (MalformedDocumentException e) {
      remarks.add("The list of shared instances of " + host + " cannot be read and is left out: " + e.getMessage());
    }
  }

  /** Of two hosts that list the same one, that counts which the row names. */
  private void addEntry(PartitionId host, Value.Dict entry) {
    var reference = entry.text("slave_reference");
    if (reference.isEmpty()) {
      remarks.add("A shared instance of " + host + " has no reference and is left out");
      return;
    }
    var key = new Key(host.computer(), reference.get());
    var row = Optional.ofNullable(rows.get(key));
    if (!listed.containsKey(key) || row.filter(known -> known.host().equals(host.partition())).isPresent()) {
      listed.put(key, listed(host, reference.get(), entry, row));
    }
  }

  private SharedInstance listed(PartitionId host, String reference, Value.Dict entry, Optional<SharedInstance> row) {
    return new SharedInstance(
        host.computer(),
        row.map(SharedInstance::reference).orElse(reference),
        entry.text("slap_software_type").orElse(""),
        Marshal.write(parameters(entry)),
        row.map(SharedInstance::requester).orElse(Requester.User.USER),
        host.partition(),
        true,
        row.flatMap(SharedInstance::connectionXml));
  }

  private static Value.Dict parameters(Value.Dict entry) {
    var parameters = new LinkedHashMap<>(entry.entries());
    for (var own : List.of("slave_title", "slave_reference", "slap_software_type")) {
      parameters.remove(new Value.Text(own));
    }
    return new Value.Dict(parameters);
  }
}

package org.slapos.master.store;

import org.slapos.master.domain.Effect;
import org.slapos.master.domain.StatusReport.Subject;

/** Carries out effects; the only code that turns decisions into rows. */
final class EffectWriter {
  private EffectWriter() {}

  static void write(Effect effect, Stores stores) {
    switch (effect) {
      case Effect.PutComputer(var computer) -> stores.computers.put(computer);
      case Effect.AddPartition(var id) -> stores.partitions.add(id);
      case Effect.RemovePartition(var id) -> {
        stores.partitions.remove(id);
        stores.reports.forget(new Subject.Place(id));
      }
      case Effect.SetAddresses(var id, var addresses) -> stores.partitions.setAddresses(id, addresses);
      case Effect.PutInstance(var before, var after) -> {
        stores.instances.put(after);
        if (before.isEmpty()) {
          stores.partitions.setBusy(after.place(), true);
        }
      }
      case Effect.RemoveInstance(var before) -> {
        stores.instances.remove(before.place());
        stores.partitions.setBusy(before.place(), false);
        stores.reports.forget(new Subject.Place(before.place()));
      }
      case Effect.PutShared(var before, var after) -> stores.shared.put(before, after);
      case Effect.RemoveShared(var before) -> stores.shared.remove(before);
      case Effect.PutInstallation(var before, var after) -> stores.installations.put(after);
      case Effect.RemoveInstallation(var before) -> {
        stores.installations.remove(before);
        stores.reports.forget(new Subject.Release(before.computer(), before.url()));
      }
      case Effect.AddReport(var report, var news) -> stores.reports.add(report);
    }
  }
}

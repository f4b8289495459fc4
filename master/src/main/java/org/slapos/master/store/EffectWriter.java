package org.slapos.master.store;

import org.slapos.master.domain.Effect;
import org.slapos.master.domain.NodeMessage;
import org.slapos.master.domain.StatusReport;
import org.slapos.master.domain.StatusReport.Subject;

/** Carries out effects; the only code that turns decisions into rows. */
final class EffectWriter {
  private EffectWriter() {}

  static void write(Effect effect, Stores stores, Authorship by) {
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
          // What was reported about the one before it.
          stores.reports.forget(new Subject.Place(after.place()));
        }
      }
      case Effect.RemoveInstance(var before) -> {
        stores.instances.remove(before.place());
        stores.partitions.setBusy(before.place(), false);
        destroyed(new Subject.Place(before.place()), stores, by);
      }
      case Effect.PutShared(var before, var after) -> stores.shared.put(before, after);
      case Effect.RemoveShared(var before) -> stores.shared.remove(before);
      case Effect.PutInstallation(var before, var after) -> {
        stores.installations.put(after);
        if (before.isEmpty()) {
          // That it was destroyed before.
          stores.reports.forget(new Subject.Release(after.computer(), after.url()));
        }
      }
      case Effect.RemoveInstallation(var before) -> {
        stores.installations.remove(before);
        destroyed(new Subject.Release(before.computer(), before.url()), stores, by);
      }
      case Effect.MoveInstallation(var before, var url) -> {
        stores.installations.move(before, url);
        stores.reports.forget(new Subject.Release(before.computer(), before.url()));
      }
      case Effect.SetReleaseRoot(var before, var after) ->
          stores.settings.put(SettingStore.RELEASE_ROOT, after.path().toString());
      case Effect.PutForwarded(var request) -> stores.forwarded.put(request);
      case Effect.RemoveForwarded(var request) -> stores.forwarded.remove(request);
      case Effect.AddReport(var report, var news) -> stores.reports.add(report);
      case Effect.AddMessage(var kind, var computer, var partition, var text) ->
          stores.messages.add(new NodeMessage(kind, computer, partition, by.author(), by.at(), text));
    }
  }

  /** Of what is gone only that is kept. */
  private static void destroyed(Subject subject, Stores stores, Authorship by) {
    stores.reports.forget(subject);
    stores.reports.add(new StatusReport(subject, StatusReport.State.DESTROYED, by.author(), by.at(), ""));
  }
}

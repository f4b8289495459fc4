package org.slapos.master.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody can wait for changes of. */
public sealed interface Watched {
  String computer();

  /** What a node reads about its computer: everything that {@code getFullComputerInformation} answers. */
  record WholeComputer(String computer) implements Watched {}

  /** An instance: what is requested of it, what it published, how it was reported. */
  record InPartition(PartitionId place) implements Watched {
    @Override
    public String computer() {
      return place.computer();
    }
  }

  /** A shared instance: what is requested of it and what was published for it. */
  record Shared(String computer, String reference) implements Watched {}

  /** What an effect changes. */
  static List<Watched> changedBy(Effect effect) {
    Stream<Watched> computer = effect.visibleTo().<Watched>map(WholeComputer::new).stream();
    return Stream.concat(computer, instance(effect).stream()).toList();
  }

  private static Optional<Watched> instance(Effect effect) {
    return switch (effect) {
      case Effect.PutInstance(var _, var after) -> Optional.of(new InPartition(after.place()));
      case Effect.RemoveInstance(var before) -> Optional.of(new InPartition(before.place()));
      case Effect.PutShared(var _, var after) -> Optional.of(new Shared(after.computer(), after.reference()));
      case Effect.RemoveShared(var before) -> Optional.of(new Shared(before.computer(), before.reference()));
      case Effect.AddReport(var report, var _) -> report.subject() instanceof StatusReport.Subject.Place(var id)
          ? Optional.of(new InPartition(id))
          : Optional.empty();
      case Effect.PutComputer _, Effect.AddPartition _, Effect.RemovePartition _, Effect.SetAddresses _,
          Effect.PutInstallation _, Effect.RemoveInstallation _, Effect.MoveInstallation _, Effect.SetReleaseRoot _,
          Effect.PutForwarded _, Effect.RemoveForwarded _, Effect.AddMessage _ -> Optional.empty();
    };
  }
}

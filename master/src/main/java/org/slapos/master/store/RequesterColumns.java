package org.slapos.master.store;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.domain.Requester;

/** The two columns that name a requester; both null for users. */
final class RequesterColumns {
  private RequesterColumns() {}

  static Requester read(Row row) {
    var computer = row.optionalText();
    var partition = row.optionalText();
    Optional<Requester> requester =
        computer.flatMap(c -> partition.map(p -> new Requester.Partition(new PartitionId(c, p))));
    return requester.orElse(Requester.User.USER);
  }

  static @Nullable String computer(Requester requester) {
    return requester instanceof Requester.Partition(var id) ? id.computer() : null;
  }

  static @Nullable String partition(Requester requester) {
    return requester instanceof Requester.Partition(var id) ? id.partition() : null;
  }
}

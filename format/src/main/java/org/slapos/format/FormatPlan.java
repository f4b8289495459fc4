package org.slapos.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/**
 * What formatting will do, in order.
 *
 * @param document what the Master is told
 */
record FormatPlan(List<FormatAction> actions, Value.Dict document) {
  private static final String SHARED_FOLDER = "rwxr-xr-x";
  private static final String PARTITION_FOLDER = "rwxr-x---";
  private static final String PRIVATE_FOLDER = "rwx------";

  FormatPlan {
    actions = List.copyOf(actions);
  }

  /**
   * Plans without looking at the machine or changing it.
   *
   * @param network what puts the addresses on their interfaces
   */
  static FormatPlan of(
      ComputerDescription computer, List<FormatAction> network, FormatSettings settings, HostFacts host) {
    var actions = new ArrayList<FormatAction>(network);
    settings.certificateRepository().ifPresent(path -> actions.add(new FormatAction.Folder(path, PRIVATE_FOLDER)));
    actions.add(new FormatAction.Folder(settings.softwareRoot(), SHARED_FOLDER));
    actions.add(new FormatAction.Folder(settings.instanceRoot(), SHARED_FOLDER));
    if (settings.alterUser()) {
      actions.add(new FormatAction.Account(computer.softwareUser(), settings.softwareRoot(), Optional.empty()));
      actions.add(new FormatAction.Owner(settings.softwareRoot(), computer.softwareUser()));
    }
    for (PartitionDescription partition : computer.partitions()) {
      actions.add(new FormatAction.Folder(partition.path(), PARTITION_FOLDER));
      if (settings.alterUser()) {
        Optional<String> group = Optional.of(computer.softwareUser());
        actions.add(new FormatAction.Account(partition.user(), partition.path(), group));
        actions.add(new FormatAction.Owner(partition.path(), partition.user()));
      }
    }
    for (PartitionDescription partition : computer.partitions()) {
      actions.add(new FormatAction.Content(
          partition.path().resolve(".slapos-resource"),
          JsonText.writeIndented(ComputerDocument.partition(partition, computer), 4),
          "Partition resources saved to " + partition.reference()));
    }
    Value.Dict document = new ComputerDocument(settings, host).of(computer);
    settings.computerJson().ifPresent(
        path -> actions.add(new FormatAction.Content(path, JsonText.writeIndented(document, 2), "")));
    String xml = IndentedXml.of(Marshal.write(document));
    actions.add(new FormatAction.Archive(settings.computerXml(), xml));
    actions.add(new FormatAction.Content(settings.computerXml(), xml, ""));
    return new FormatPlan(actions, document);
  }
}

package org.slapos.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/**
 * What formatting will do to folders and files once accounts and addresses are there, in order.
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

  /** The roots, which have to be there before the accounts that live in them. */
  static List<FormatAction> roots(ComputerDescription computer, FormatSettings settings) {
    var actions = new ArrayList<FormatAction>();
    // Registering made it passable, so that partitions reach their certificates.
    settings.files().certificateRepository().ifPresent(path -> actions.add(new FormatAction.NewFolder(path, PRIVATE_FOLDER)));
    actions.add(new FormatAction.Folder(computer.softwareRoot(), SHARED_FOLDER));
    actions.add(new FormatAction.Folder(computer.instanceRoot(), SHARED_FOLDER));
    return actions;
  }

  /** Plans without looking at the machine or changing it. */
  static FormatPlan of(ComputerDescription computer, FormatSettings settings, HostFacts host) {
    var actions = new ArrayList<FormatAction>();
    if (settings.alterUser()) {
      actions.add(new FormatAction.Owner(computer.softwareRoot(), computer.softwareUser()));
    }
    for (PartitionDescription partition : computer.partitions()) {
      folder(partition.path(), partition, settings, actions);
      partition.externalStorage().forEach(path -> folder(path, partition, settings, actions));
    }
    for (PartitionDescription partition : computer.partitions()) {
      actions.add(new FormatAction.Content(
          partition.path().resolve(".slapos-resource"),
          JsonText.writeIndented(ComputerDocument.partition(partition, computer), 4),
          "Partition resources saved to " + partition.reference()));
    }
    Value.Dict document = new ComputerDocument(settings, host).of(computer);
    FormatSettings.Files files = settings.files();
    files.computerJson().ifPresent(
        path -> actions.add(new FormatAction.Content(path, JsonText.writeIndented(document, 2), "")));
    actions.addAll(record(computer, settings, host));
    files.definitionOutput().ifPresent(path -> actions.add(new FormatAction.Content(
        path, DefinitionOutput.of(computer), "Stored computer definition in '" + path + "'")));
    return new FormatPlan(actions, document);
  }

  /**
   * Keeping the record alone. It comes before the network is changed, so that a run that is interrupted there leaves no
   * address that the next one does not know.
   */
  static List<FormatAction> record(ComputerDescription computer, FormatSettings settings, HostFacts host) {
    String xml = IndentedXml.of(Marshal.write(new ComputerDocument(settings, host).of(computer)));
    Path file = settings.files().computerXml();
    return List.of(new FormatAction.Archive(file, xml), new FormatAction.Content(file, xml, ""));
  }

  private static void folder(Path path, PartitionDescription partition, FormatSettings settings, List<FormatAction> actions) {
    actions.add(new FormatAction.Folder(path, PARTITION_FOLDER));
    if (settings.alterUser()) {
      actions.add(new FormatAction.Owner(path, partition.user()));
    }
  }
}

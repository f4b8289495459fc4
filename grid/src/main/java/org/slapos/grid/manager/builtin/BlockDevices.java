package org.slapos.grid.manager.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slapos.grid.log.GridLog;
import org.slapos.grid.manager.SystemCommands;
import org.slapos.grid.process.Completion;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** The disks of the machine and their partitions, as {@code lsblk} lists them. */
final class BlockDevices {
  private final SystemCommands commands;

  BlockDevices(SystemCommands commands) {
    this.commands = commands;
  }

  /** Paths of disks and of partitions directly on them; none, with a line in the log, if they cannot be listed. */
  List<String> paths(GridLog log) {
    try {
      Completion completion = commands.run(List.of("lsblk", "--json", "--output-all"));
      if (completion.succeeded()) {
        return paths(JsonText.read(completion.output()));
      }
      log.info("lsblk failed: " + completion.output().strip());
    } catch (RuntimeException e) {
      log.info("lsblk failed: " + e.getMessage());
    }
    return List.of();
  }

  private static List<String> paths(Value json) {
    var paths = new ArrayList<String>();
    for (Value.Dict disk : dicts(json instanceof Value.Dict top ? top.get("blockdevices") : Optional.empty())) {
      if (disk.text("type").equals(Optional.of("disk"))) {
        disk.text("path").ifPresent(paths::add);
        dicts(disk.get("children")).stream().filter(child -> child.text("type").equals(Optional.of("part")))
            .forEach(child -> child.text("path").ifPresent(paths::add));
      }
    }
    return paths;
  }

  private static List<Value.Dict> dicts(Optional<Value> list) {
    if (list.isPresent() && list.get() instanceof Value.ListValue(List<Value> items)) {
      return items.stream().filter(Value.Dict.class::isInstance).map(Value.Dict.class::cast).toList();
    }
    if (list.isPresent()) {
      throw new MalformedDocumentException("lsblk lists no devices");
    }
    return List.of();
  }
}

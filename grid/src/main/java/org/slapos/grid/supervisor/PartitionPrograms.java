package org.slapos.grid.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slapos.grid.process.Account;

/**
 * The programs of a partition and the supervisord file for them (reference: node-supervisor.md, 1.2).
 *
 * @param runners names in {@code etc/run}: one-shot scripts, not watched
 * @param services names in {@code etc/service}: watched; wins over a runner of the same name
 */
public record PartitionPrograms(
    String partition, Path folder, Account account, List<String> runners, List<String> services) {

  public boolean isEmpty() {
    return runners.isEmpty() && services.isEmpty();
  }

  /** The whole file. */
  public String file() {
    var programs = new ArrayList<SupervisedProgram>();
    runners.stream().sorted().filter(name -> !services.contains(name))
        .forEach(name -> programs.add(program(name, name, "etc/run")));
    services.stream().sorted().forEach(name -> programs.add(program(name, name + "-on-watch", "etc/service")));
    return new ProgramGroup(partition, programs).file();
  }

  private SupervisedProgram program(String name, String processName, String place) {
    String command = "%s/%s/%s".formatted(folder, place, name);
    return new SupervisedProgram(partition, name, processName, command, folder, account);
  }
}

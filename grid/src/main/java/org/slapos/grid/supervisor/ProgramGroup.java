package org.slapos.grid.supervisor;

import java.util.List;
import java.util.stream.Collectors;

/** A group of supervisord: started and stopped together, in a file of its own. */
public record ProgramGroup(String name, List<SupervisedProgram> programs) {
  public ProgramGroup {
    programs = List.copyOf(programs);
  }

  String file() {
    String names = programs.stream().map(SupervisedProgram::id).collect(Collectors.joining(","));
    return "[group:%s]\nprograms=%s\n".formatted(name, names)
        + programs.stream().map(SupervisedProgram::section).collect(Collectors.joining());
  }
}

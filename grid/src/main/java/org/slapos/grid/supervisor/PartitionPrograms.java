package org.slapos.grid.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
    List<Program> programs = programs();
    String names = programs.stream().map(Program::id).collect(Collectors.joining(","));
    return "[group:%s]\nprograms=%s\n".formatted(partition, names)
        + programs.stream().map(Program::section).collect(Collectors.joining());
  }

  private List<Program> programs() {
    var programs = new ArrayList<Program>();
    runners.stream().sorted().filter(name -> !services.contains(name))
        .forEach(name -> programs.add(new Program(name, "etc/run", name)));
    services.stream().sorted().forEach(name -> programs.add(new Program(name, "etc/service", name + "-on-watch")));
    return programs;
  }

  private final class Program {
    private final String name;
    private final String folderName;
    private final String processName;

    private Program(String name, String folderName, String processName) {
      this.name = name;
      this.folderName = folderName;
      this.processName = processName;
    }

    String id() {
      return partition + "_" + name;
    }

    String section() {
      return """

          [program:%1$s]
          directory=%2$s
          command=%2$s/%3$s/%4$s
          process_name=%5$s
          autostart=false
          autorestart=false
          startsecs=0
          startretries=0
          exitcodes=0
          stopsignal=TERM
          stopwaitsecs=60
          stopasgroup=true
          killasgroup=true
          user=%6$d
          group=%7$d
          serverurl=AUTO
          redirect_stderr=true
          stdout_logfile=%2$s/.%1$s.log
          stdout_logfile_maxbytes=100KB
          stdout_logfile_backups=1
          stderr_logfile=%2$s/.%1$s.log
          stderr_logfile_maxbytes=100KB
          stderr_logfile_backups=1
          environment=USER="%8$s",LOGNAME="%8$s",HOME="%9$s"
          """.formatted(
              id(), folder, folderName, name, processName, account.uid(), account.gid(), account.name(),
              account.home());
    }
  }
}

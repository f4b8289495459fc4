package org.slapos.cli.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.grid.supervisor.ProcessState;
import org.slapos.grid.supervisor.Supervisord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code slapos node status}: the services and their states. Without names the table is ours, the same as
 * supervisorctl's but without starting a Python for it.
 */
public final class StatusCommand implements Command {
  /** supervisorctl's: something that is configured does not run. */
  private static final int NOT_RUNNING = 3;

  /** supervisorctl's: there is no such process. */
  private static final int UNKNOWN = 4;

  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("--format").choices("text", "json").setDefault("text").help("text for people (default) or json");
    parser.addArgument("names").nargs("*").help("only these: GROUP:NAME, GROUP:* or all");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> names = invocation.list("names");
    boolean json = invocation.argument("format").equals("json");
    if (!names.isEmpty() && !json) {
      return SupervisorctlCommand.run(invocation, Optional.of("status"), names);
    }
    SupervisorAccess access = SupervisorAccess.of(invocation);
    List<ProcessState> all;
    try {
      all = Supervisord.at(access.layout().socket()).allProcesses();
    } catch (UncheckedIOException e) {
      if (json) {
        throw e;
      }
      // It does not run and must not be started: supervisorctl has the words and the exit status for that.
      return SupervisorctlCommand.run(invocation, Optional.of("status"), names);
    }
    List<ProcessState> processes = all.stream().filter(process -> isMeant(process, names)).toList();
    if (json) {
      invocation.terminal().out().println(StatusJson.of(processes));
    } else {
      boolean color = invocation.terminal().variable("SLAPOS_STDOUT_IS_TERMINAL").isPresent();
      StatusTable.lines(processes, color).forEach(invocation.terminal().out()::println);
    }
    List<String> unknown =
        names.stream().filter(name -> all.stream().noneMatch(process -> isMeant(process, List.of(name)))).toList();
    if (!unknown.isEmpty()) {
      unknown.forEach(name -> LOGGER.error("{}: no such process", name));
      return UNKNOWN;
    }
    return processes.stream().anyMatch(ProcessState::isDown) ? NOT_RUNNING : ExitStatus.SUCCESS;
  }

  private static boolean isMeant(ProcessState process, List<String> names) {
    return names.isEmpty() || names.contains("all") || names.contains(process.fullName())
        || names.contains(process.group() + ":*") || names.contains(process.group());
  }
}

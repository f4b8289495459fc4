package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.CommandTable;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.Slapos;
import org.slapos.config.SettingsReader;
import org.slapos.grid.ExitCode;
import org.slapos.grid.agent.Agent;
import org.slapos.grid.agent.AgentAnswers;
import org.slapos.grid.agent.AgentClient;
import org.slapos.grid.agent.AgentSocket;
import org.slapos.grid.agent.NodeFactsReader;
import org.slapos.grid.log.MainLog;
import org.slapos.slap.ChangeFeed;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.classic.ClassicSlap;

/** {@code slapos node agent [run|status|wake]}: all passes of the node in one process that stays. */
public final class NodeAgentCommand implements Command {
  private static final long SECONDS_TO_END = 25;

  private final Supplier<CommandTable> table;

  /**
   * @param table where the command is found that collects consumption
   */
  public NodeAgentCommand(Supplier<CommandTable> table) {
    this.table = table;
  }

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("--format").choices("text", "json", "metrics").setDefault("text").help("of the status: text (default), json or metrics");
    parser.addArgument("action").nargs("?").choices("run", "status", "wake").setDefault("run")
        .help("run it (default), ask a running one for its status, or have it do a job now");
    parser.addArgument("job").nargs("?").setDefault("instance").help("what wake is for: software, instance (default), promise, report or collect");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader reader = NodeSection.reader(NodeSection.read(invocation), invocation);
    RootCheck.honour(reader, invocation.terminal());
    AgentConfiguration configuration = AgentConfiguration.read(reader);
    ConnectionSettings connection = MasterConnection.read(reader);
    String computer = reader.requiredText("computer_id");
    Path instanceRoot = reader.requiredPath("instance_root");
    reader.finish();
    return switch (invocation.argument("action")) {
      case "status" -> status(configuration, invocation);
      case "wake" -> wake(configuration, invocation);
      default -> {
        ChangeFeed feed = ClassicSlap.connect(connection, invocation.terminal().environment()).changesOfComputer(computer);
        yield stay(configuration, feed, instanceRoot, invocation);
      }
    };
  }

  private static int status(AgentConfiguration configuration, Invocation invocation) {
    String path = invocation.argument("format").equals("metrics") ? "/metrics" : "/status";
    String answer = ask(configuration, client -> client.get(path));
    invocation.terminal().out().print(
        invocation.argument("format").equals("text") ? AgentStatusText.of(answer) : answer);
    return ExitStatus.SUCCESS;
  }

  private static int wake(AgentConfiguration configuration, Invocation invocation) {
    invocation.terminal().err().println(ask(configuration, client -> client.run(invocation.argument("job"))));
    return ExitStatus.SUCCESS;
  }

  @FunctionalInterface
  private interface Question {
    String ask(AgentClient client) throws IOException;
  }

  private static String ask(AgentConfiguration configuration, Question question) {
    try {
      return question.ask(new AgentClient(configuration.socket()));
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.FAILURE,
          "No agent of this node answers on %s (%s). It is started by: slapos node agent"
              .formatted(configuration.socket(), e.getMessage()), e);
    }
  }

  private int stay(AgentConfiguration configuration, ChangeFeed feed, Path instanceRoot, Invocation invocation)
      throws IOException {
    var log = new MainLog();
    var jobs = new AgentJobs(invocation, configuration);
    var agent = new Agent(jobs.all(collect(invocation)), feed, Clock.systemUTC(), log);
    var answers = new AgentAnswers(agent, () -> new NodeFactsReader(instanceRoot, log).read());
    List<AgentSocket> sockets = new ArrayList<>();
    try {
      sockets.add(AgentSocket.unix(configuration.socket(), answers, log));
      if (configuration.listen().isPresent()) {
        sockets.add(AgentSocket.tcp(configuration.listen().get(), answers, log));
      }
    } catch (AgentSocket.TakenException e) {
      throw new CommandFailure(ExitCode.ALREADY_RUNNING, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      for (AgentSocket socket : sockets) {
        socket.close();
      }
      throw new CommandFailure(ExitStatus.FAILURE, String.valueOf(e.getMessage()), e);
    }
    for (AgentSocket socket : sockets) {
      Thread.ofPlatform().daemon().name("agent socket").start(socket);
      log.info("The agent answers on " + socket.address());
    }
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(agent, jobs, sockets, log)));
    agent.start();
    try {
      agent.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitStatus.SUCCESS;
  }

  /** An agent that was told to stop and has ended what it was doing has succeeded. */
  private static void end(Agent agent, AgentJobs jobs, List<AgentSocket> sockets, MainLog log) {
    agent.end();
    jobs.stop();
    Thread waiting = Thread.ofPlatform().daemon().start(() -> {
      try {
        agent.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      waiting.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_END));
      for (AgentSocket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      log.warn("Cannot close the agent's socket: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitStatus.SUCCESS);
  }

  /** {@code node collect}, if the product has it and the caller may. */
  private Optional<IntSupplier> collect(Invocation invocation) {
    return table.get().find(List.of("node", "collect")).map(match -> () -> {
      Command command = match.entry().command().get();
      String[] words = invocation.text("cfg").map(cfg -> new String[] {"--cfg", cfg}).orElse(new String[0]);
      try {
        var options = Slapos.parser(match.entry(), command).parseArgs(words);
        return command.run(new Invocation(options, invocation.global(), invocation.terminal()));
      } catch (IOException | ArgumentParserException e) {
        throw new IllegalStateException("node collect: " + e.getMessage(), e);
      }
    });
  }
}

package org.slapos.cli.console;

import java.io.IOException;
import java.util.List;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.client.ClientConfiguration;
import org.slapos.slap.ConnectionSettings;

/**
 * {@code slapos console} (reference: console.md): the names {@code slap}, {@code request}, {@code supply}, {@code product}
 * in the system's Python, or in JShell; typed in or as a script.
 */
public final class ConsoleCommand implements Command {
  private static final String SCRIPT = "script_file_and_arguments";

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    parser.addArgument("-u", "--master_url").metavar("URL").help("accepted and ignored: the configuration names the Master");
    parser.addArgument("-k", "--key_file").metavar("FILE").help("your key, instead of the configuration's");
    parser.addArgument("-c", "--cert_file").metavar("FILE").help("your certificate, instead of the configuration's");
    var shell = parser.addMutuallyExclusiveGroup();
    shell.addArgument("-i", "--ipython").action(Arguments.storeTrue()).help("in IPython, if there is one (the default)");
    shell.addArgument("-b", "--bpython").action(Arguments.storeTrue()).help("in bpython, if there is one");
    shell.addArgument("-p", "--python").action(Arguments.storeTrue()).help("in a plain Python shell");
    shell.addArgument("-j", "--java").action(Arguments.storeTrue()).help("in a Java shell (JShell)");
    parser.addArgument(SCRIPT).nargs("*").metavar("SCRIPT")
        .help("run this file instead of a shell; what follows are its arguments, those with a dash after --");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    List<String> script = invocation.list(SCRIPT);
    boolean plainShell = invocation.flag("ipython") || invocation.flag("bpython") || invocation.flag("python");
    if (!script.isEmpty() && plainShell) {
      throw new CommandFailure(ExitStatus.USAGE, "slapos console: error: a script and a shell exclude each other");
    }
    ClientConfiguration configuration = ClientConfiguration.read(invocation);
    ConnectionSettings connection = withIdentity(configuration.connection(), invocation);
    if (invocation.flag("java")) {
      return JavaConsole.run(connection, invocation.terminal(), script);
    }
    var settings = new ConsoleSettings(
        connection, shell(invocation), script, invocation.global().verbosity(), invocation.global().logTimes());
    return new PythonConsole(invocation.terminal()).run(settings);
  }

  private static String shell(Invocation invocation) {
    return invocation.flag("python") ? "python" : invocation.flag("bpython") ? "bpython" : "ipython";
  }

  private static ConnectionSettings withIdentity(ConnectionSettings connection, Invocation invocation) {
    var key = invocation.text("key_file").map(invocation.terminal()::path);
    var certificate = invocation.text("cert_file").map(invocation.terminal()::path);
    if (key.isEmpty() || certificate.isEmpty()) {
      return connection;
    }
    return connection.withIdentity(key.get(), certificate.get());
  }
}

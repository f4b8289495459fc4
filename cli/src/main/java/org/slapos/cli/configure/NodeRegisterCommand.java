package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.cli.node.RootCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos node register}: makes this machine a computer of a Master and writes its configuration. */
public final class NodeRegisterCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");

  @Override
  public void declare(ArgumentParser parser) {
    parser.addArgument("node_name").help("the title of this computer, for people");
    parser.addArgument("--cfg").metavar("FILE").help("the configuration to write (/etc/opt/slapos/slapos.cfg)");
    MasterWeb.declare(parser);
    parser.addArgument("--login-auth").action(Arguments.storeTrue()).help("use a login and a password instead of a token");
    parser.addArgument("--login").metavar("NAME").help("login on the web site; asked for without it");
    parser.addArgument("--password").metavar("PASSWORD")
        .help("its password; better leave it away and be asked, for others see command lines");
    parser.addArgument("--interface-name").metavar("NAME").setDefault("lo").help("interface of the partitions' addresses (lo)");
    parser.addArgument("--ipv6-interface").metavar("NAME").help("interface of their IPv6 addresses, if it is another one");
    parser.addArgument("--partition-number").type(Integer.class).setDefault(10).help("how many partitions (10)");
    parser.addArgument("--ipv4-local-network").metavar("NETWORK").setDefault("10.0.0.0/16")
        .help("network of the partitions' IPv4 addresses (10.0.0.0/16)");
    parser.addArgument("--software-root").metavar("FOLDER").setDefault("/opt/slapgrid").help("where software is installed");
    parser.addArgument("--instance-root").metavar("FOLDER").setDefault("/srv/slapgrid").help("where partitions live");
    parser.addArgument("-t", "--create-tap").action(Arguments.storeTrue()).help("give each partition a tap interface");
    parser.addArgument("-n", "--dry-run").action(Arguments.storeTrue()).help("tell what would be done, do nothing");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    RootCheck.require(invocation.terminal());
    Path file = ConfigurationLookup.NODE.path(invocation).toAbsolutePath().normalize();
    String name = invocation.argument("node_name");
    if (invocation.flag("dry_run")) {
      show(files(invocation, file, "COMP-..."), name, invocation);
      return ExitStatus.SUCCESS;
    }
    var certificate = request(MasterWeb.of(invocation), name, invocation);
    String computer = ComputerName.of(certificate.certificate());
    RegisteredNodeFiles files = files(invocation, file, computer);
    files.write(certificate);
    LOGGER.info("SlapOS configuration written to {}", files.configuration());
    LOGGER.info("Node has successfully been configured as {}.", computer);
    LOGGER.info("Now please invoke slapos node boot on your site.");
    return ExitStatus.SUCCESS;
  }

  private static MasterWeb.Certificate request(MasterWeb web, String name, Invocation invocation) throws IOException {
    var prompt = new Prompt(invocation.terminal());
    if (invocation.flag("login_auth") || invocation.text("login").isPresent()) {
      return web.requestComputer(name, login(web, prompt, invocation));
    }
    Optional<String> token = invocation.text("token").filter(text -> !text.isBlank());
    return web.requestComputer(name, token.isPresent() ? token.get() : prompt.askSecret("Computer security token: "));
  }

  /** Asks until the web site knows them; what the command line gives is not asked for again. */
  private static MasterWeb.Login login(MasterWeb web, Prompt prompt, Invocation invocation) throws IOException {
    Optional<String> givenName = invocation.text("login");
    Optional<String> givenPassword = invocation.text("password");
    while (true) {
      String name = givenName.isPresent() ? givenName.get() : prompt.ask("SlapOS Master Login: ");
      String password = givenPassword.isPresent() ? givenPassword.get() : prompt.askSecret("SlapOS Master Password: ");
      var login = new MasterWeb.Login(name, password);
      if (web.accepts(login)) {
        return login;
      }
      if (givenPassword.isPresent()) {
        throw new CommandFailure(ExitStatus.FAILURE, "Wrong login/password");
      }
      LOGGER.warn("Wrong login/password");
    }
  }

  private static RegisteredNodeFiles files(Invocation invocation, Path file, String computer) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("computer_id", computer);
    values.put("master_url", invocation.argument("master_url"));
    values.put("software_root", invocation.argument("software_root"));
    values.put("instance_root", invocation.argument("instance_root"));
    values.put("interface_name", invocation.argument("interface_name"));
    values.put("ipv6_interface",
        invocation.text("ipv6_interface").map(other -> "ipv6_interface = " + other).orElse("# ipv6_interface ="));
    values.put("ipv4_local_network", invocation.argument("ipv4_local_network"));
    values.put("partition_amount", Integer.toString(invocation.options().getInt("partition_number")));
    values.put("create_tap", invocation.flag("create_tap") ? "True" : "False");
    return new RegisteredNodeFiles(file.resolveSibling("").normalize(), file.getFileName().toString(), values);
  }

  /** The Master is not asked: it would make a computer. */
  private static void show(RegisteredNodeFiles files, String name, Invocation invocation) {
    LOGGER.info("would request a certificate for the computer '{}' from {}", name, invocation.argument("master_url_web"));
    LOGGER.info("would write {}, with its key and certificate in {}", files.configuration(), files.folder().resolve("ssl"));
    invocation.terminal().out().print(files.text());
  }
}

package org.slapos.cli.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.slapos.cli.Command;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.config.SettingsReader;
import org.slapos.format.FormatSettings;
import org.slapos.slap.http.HttpUrl;

/** {@code slapos node boot}: what has to be done after the machine was started, as often as it takes. */
public final class NodeBootCommand implements Command {
  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.NODE.declare(parser);
    parser.addArgument("-m", "--message").metavar("TEXT").help("accepted, unused: the Master always reads 'Reboot'");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    SettingsReader settings = NodeSection.reader(NodeSection.read(invocation, "slapformat"), invocation);
    RootCheck.honour(settings, invocation.terminal());
    Path instanceRoot = settings.requiredPath("instance_root");
    String partition = settings.text("partition_base_name").orElse(FormatSettings.Names.USUAL_PARTITION);
    Optional<String> device = settings.text("ipv6_interface").or(() -> settings.text("interface_name"))
        .filter(_ -> settings.text("input_definition_file").isEmpty());
    String master = settings.requiredText("master_url");
    settings.finish();
    var boot = new Boot(new Boot.Steps() {
      @Override
      public int format() throws IOException {
        return new NodeFormatCommand().run(with(invocation, "now", true));
      }

      @Override
      public int bang() {
        return new NodeBangCommand().run(with(invocation, "message", "Reboot"));
      }
    }, new Boot.Outside.OfThisMachine(), HttpUrl.parse(master));
    device.ifPresent(boot::awaitIpv6);
    boot.formatAndBang();
    Boot.forgetTimestamps(instanceRoot, partition);
    return ExitStatus.SUCCESS;
  }

  /** The same command line for another command, with one option more. */
  private static Invocation with(Invocation invocation, String option, Object value) {
    Map<String, Object> options = new HashMap<>();
    invocation.text("cfg").ifPresent(file -> options.put("cfg", file));
    options.put(option, value);
    return new Invocation(new Namespace(options), invocation.global(), invocation.terminal());
  }
}

package org.slapos.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slapos.cli.TestTerminal;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;

/** A Master in this process that knows a computer of some partitions, and a user's command line before it. */
public final class ClientMaster implements AutoCloseable {
  /** What its product "demo" is. */
  public static final String RELEASE = "http://sr.example/demo/software.cfg";

  private final Master master;
  private final Slap slap;
  private final Path configuration;
  private final Path folder;

  private ClientMaster(Master master, Path configuration, Path folder) {
    this.master = master;
    this.slap = ClassicSlap.connect(
        ConnectionSettings.of(master.url().toString()).withRestUrl(master.url().resolve("hateoas")), Map.of());
    this.configuration = configuration;
    this.folder = folder;
  }

  /** Starts it; everything is below that folder. */
  public static ClientMaster start(Path folder, int partitions) throws IOException {
    var master = Master.start(new MasterSettings(
        folder.resolve("m.db"), MasterSettings.LOOPBACK, 0, "COMP-0", Map.of("demo", RELEASE)));
    Path configuration = Files.writeString(folder.resolve("c.cfg"), """
        [slapos]
        computer_id = COMP-0
        master_url = %1$s
        master_rest_url = %1$shateoas
        instance_root = %2$s/inst
        software_root = %2$s/soft
        root_check = false
        [slapformat]
        computer_xml = %2$s/computer.xml
        partition_amount = %3$d
        alter_user = false
        alter_network = false
        [slapproxy]
        database_uri = %2$s/m.db
        """.formatted(master.url(), folder, partitions));
    var started = new ClientMaster(master, configuration, folder);
    if (started.terminal("").run("node", "format", "--now") != 0) {
      throw new IllegalStateException("the node could not be formatted");
    }
    return started;
  }

  /** A command line whose standard input is that text. */
  public TestTerminal terminal(String stdin) {
    return new TestTerminal(
        folder,
        folder,
        Map.of("SLAPOS_CLIENT_CONFIGURATION", configuration.toString(), "SLAPOS_CONFIGURATION", configuration.toString()),
        stdin);
  }

  /** With a final slash. */
  public String url() {
    return master.url().toString();
  }

  public Slap slap() {
    return slap;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    master.close();
  }
}

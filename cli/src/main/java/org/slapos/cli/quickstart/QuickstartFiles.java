package org.slapos.cli.quickstart;

import java.nio.file.Path;
import java.util.Optional;
import org.slapos.cli.configure.MasterProgram;
import org.slapos.format.LoopbackDefinition;

/**
 * The texts of the files that a quickstart writes.
 *
 * @param masterPort where the Master listens on the loopback address
 * @param network second number of the partitions' addresses 127.N.0.x, so that two quickstarts do not meet
 * @param launcher the slapos command
 * @param sample the software release that is known as {@code product.hello}
 * @param javaHome the JDK that runs it; supervisord starts programs without our environment
 * @param user the caller, owner of all partitions
 */
record QuickstartFiles(
    QuickstartLayout layout, int masterPort, int network, Path launcher, Path sample, Path javaHome, String user) {
  static final String COMPUTER = "local";
  private static final int PARTITIONS = 5;

  String masterUrl() {
    return "http://127.0.0.1:" + masterPort;
  }

  String configuration() {
    return """
        # Made by slapos quickstart: one file for the node, the client and the Master.
        [slapos]
        computer_id = %s
        master_url = %s
        master_rest_url = %s/hateoas
        software_root = %s
        instance_root = %s
        root_check = False
        python_tools = %s
        pidfile_software = %s
        pidfile_instance = %s
        pidfile_report = %s

        [slapformat]
        input_definition_file = %s
        computer_xml = %s
        partition_amount = %d
        alter_user = false
        alter_network = false
        create_tap = false
        create_tun = false

        [slapproxy]
        host = 127.0.0.1
        port = %d
        database_uri = %s
        %s"""
        .formatted(
            COMPUTER,
            masterUrl(),
            masterUrl(),
            escaped(layout.softwareRoot()),
            escaped(layout.instanceRoot()),
            escaped(layout.pythonTools()),
            escaped(layout.pidFile("sr")),
            escaped(layout.pidFile("cp")),
            escaped(layout.pidFile("ur")),
            escaped(layout.partitionDefinition()),
            escaped(layout.computerXml()),
            PARTITIONS,
            masterPort,
            escaped(layout.database()),
            product());
  }

  String partitionDefinition() {
    return new LoopbackDefinition("127." + network + ".0", user, PARTITIONS).text();
  }

  /** The Master as a program of the node's supervisord, as {@code configure local} does it. */
  String masterProgram() {
    var program = new MasterProgram(
        layout.folder(), launcher, layout.configuration(), layout.log("master"), false, Optional.of(javaHome));
    return program.text();
  }

  /** Sourced by people: a shell in which slapos means this one. */
  String activate() {
    return """
        # Made by slapos quickstart. Use it so:  . %s
        export PATH='%s':"$PATH"
        export SLAPOS_CONFIGURATION='%s'
        export SLAPOS_CLIENT_CONFIGURATION='%s'
        """
        .formatted(layout.activate(), launcher.resolveSibling(""), layout.configuration(), layout.configuration());
  }

  /** A percent sign begins an interpolation in these files. */
  private static String escaped(Object path) {
    return path.toString().replace("%", "%%");
  }

  /** A product's release is one word. */
  private String product() {
    return sample.toString().matches("\\S+") ? "software_product_list =\n  hello " + escaped(sample) + "\n" : "";
  }
}

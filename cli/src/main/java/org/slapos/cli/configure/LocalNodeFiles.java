package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.slapos.files.AtomicFile;

/**
 * The files of {@code configure local} (reference: node-misc.md, 5).
 *
 * @param cache whether the Master keeps a network cache for the node
 */
record LocalNodeFiles(
    Path configurationFolder,
    Path buildoutFolder,
    Path instanceRoot,
    Path softwareRoot,
    String interfaceName,
    String ipv4Network,
    int partitions,
    String listenAddress,
    int listenPort,
    Path launcher,
    Path javaHome,
    boolean cache) {
  static final String COMPUTER = "local_computer";

  Path nodeConfiguration() {
    return configurationFolder.resolve("slapos.cfg");
  }

  Path masterConfiguration() {
    return configurationFolder.resolve("slapos-proxy.cfg");
  }

  Path logFolder() {
    return buildoutFolder.resolve("log");
  }

  String masterUrl() {
    return "http://" + (listenAddress.contains(":") ? "[" + listenAddress + "]" : listenAddress) + ":" + listenPort;
  }

  /**
   * Writes all of them; the node's own comes last, for it is what tells that a node was configured.
   *
   * @param supervised whether the Master runs under the node's supervisord
   */
  void write(boolean supervised) throws IOException {
    folder(configurationFolder, "rwxr-xr-x");
    folder(buildoutFolder, "rwxr-xr-x");
    folder(logFolder(), "rwx------");
    folder(softwareRoot, "rwxr-xr-x");
    folder(instanceRoot, "rwxr-xr-x");
    folder(instanceRoot.resolve("etc"), "rwx------");
    folder(instanceRoot.resolve("etc/supervisord.conf.d"), "rwx------");
    Map<String, String> values = Map.ofEntries(
        Map.entry("computer_id", COMPUTER),
        Map.entry("master_url", masterUrl()),
        Map.entry("software_root", softwareRoot.toString()),
        Map.entry("instance_root", instanceRoot.toString()),
        Map.entry("buildout_folder", buildoutFolder.toString()),
        Map.entry("interface_name", interfaceName),
        Map.entry("ipv4_local_network", ipv4Network),
        Map.entry("partition_amount", Integer.toString(partitions)),
        Map.entry("computer_xml", buildoutFolder.resolve("slapos.xml").toString()),
        Map.entry("log_file", logFolder().resolve("slapos-node-format.log").toString()),
        Map.entry("host", listenAddress),
        Map.entry("port", Integer.toString(listenPort)),
        Map.entry("database_uri", buildoutFolder.resolve("slapproxy.db").toString()),
        Map.entry("networkcache", cache ? networkCache().nodeSection(masterUrl()) : ""),
        Map.entry("shacache", cache ? networkCache().masterKeys() : ""));
    if (cache) {
      networkCache().prepare();
    }
    AtomicFile.write(masterConfiguration(), Template.fill("slapos-proxy.cfg", values), "rw-r--r--");
    var program = new MasterProgram(
        buildoutFolder, launcher, masterConfiguration(), logFolder().resolve("slapos-proxy.log"), true, Optional.of(javaHome));
    if (supervised) {
      AtomicFile.write(instanceRoot.resolve(MasterProgram.FILE), program.text(), "rw-------");
    }
    AtomicFile.write(nodeConfiguration(), Template.fill("slapos.cfg", values), "rw-r--r--");
  }

  /** Where the Master keeps its network cache, if it has one. */
  Path cacheFolder() {
    return instanceRoot.resolve("shacache");
  }

  private LocalNetworkCache networkCache() {
    return new LocalNetworkCache(cacheFolder());
  }

  private static void folder(Path folder, String mode) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }
  }
}

package org.slapos.grid.instance;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slapos.grid.GridSettings;

/** What follows the release's template in a partition's {@code buildout.cfg} (node-grid.md, 3.6). */
final class InstanceProfile {
  private InstanceProfile() {}

  static String tail(GridSettings settings, String partition, String softwareUrl, String state) {
    Optional<Path> repository = settings.certificateRepository();
    String key = repository.map(folder -> folder.resolve(partition + ".key").toString()).orElse("");
    String certificate = repository.map(folder -> folder.resolve(partition + ".crt").toString()).orElse("");
    return "\n\n" + """
        # This is beginning of zc.buildout profile's tail added by slapgrid
        [buildout]
        # put buildout generated binaries in specific directory
        bin-directory = ${buildout:directory}/sbin

        # protect software and run parts offline
        offline = true

        [slap-connection]
        computer-id = %1$s
        partition-id = %2$s
        server-url = %3$s
        software-release-url = %4$s
        key-file = %5$s
        cert-file = %6$s
        shared-part-list =
        %7$s
        build-time-part-list =
        %8$s
        requested-state = %9$s

        [slap_connection]
        # Kept for backward compatiblity
        computer_id = %1$s
        partition_id = %2$s
        server_url = %3$s
        software_release_url = %4$s
        key_file = %5$s
        cert_file = %6$s

        [storage-configuration]
        storage-home = %10$s

        [network-information]
        global-ipv4-network = %11$s
        # This is end of zc.buildout profile's tail added by slapgrid
        """.formatted(
            settings.computerId(), partition, settings.masterUrl(), softwareUrl, key, certificate,
            lines(settings.sharedParts()), lines(settings.buildTimeParts()), state,
            settings.behaviour().instanceStorageHome(), settings.behaviour().ipv4GlobalNetwork());
  }

  private static String lines(List<String> parts) {
    return parts.isEmpty() ? "  " : parts.stream().map(part -> "  " + part).collect(Collectors.joining("\n"));
  }
}

package org.slapos.cli.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slapos.config.SettingsReader;
import org.slapos.slap.ConnectionSettings;

/** How the node reaches its Master: {@code master_url}, the computer's certificate, and whom to trust. */
final class MasterConnection {
  private MasterConnection() {}

  static ConnectionSettings read(SettingsReader settings) {
    Optional<Path> key = existing(settings, "key_file");
    Optional<Path> certificate = existing(settings, "cert_file");
    if (key.isPresent() != certificate.isPresent()) {
      settings.refuse("key_file", "'key_file' and 'cert_file' go together, one of them is missing");
    }
    Optional<Path> authority = existing(settings, "master_ca_file");
    // Without an authority the Master is not verified, as by the reference: its Masters have certificates of their own.
    var plain = ConnectionSettings.of(settings.requiredText("master_url"));
    var trusting = authority.map(plain::trusting).orElseGet(plain::trustingAnyServer);
    return key.isPresent() && certificate.isPresent() ? trusting.withIdentity(key.get(), certificate.get()) : trusting;
  }

  private static Optional<Path> existing(SettingsReader settings, String name) {
    Optional<Path> file = settings.path(name);
    file.filter(path -> !Files.isReadable(path))
        .ifPresent(path -> settings.refuse(name, "File '" + path + "' does not exist or is not readable."));
    return file;
  }
}

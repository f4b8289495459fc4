package org.slapos.cli.configure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file of certificate authorities that the distribution keeps. */
final class SystemAuthorities {
  private static final List<String> PLACES = List.of(
      "/etc/ssl/certs/ca-certificates.crt",
      "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/ca-bundle.pem",
      "/etc/ssl/cert.pem");

  private SystemAuthorities() {}

  static Optional<Path> file() {
    return PLACES.stream().map(Path::of).filter(Files::isReadable).findFirst();
  }
}

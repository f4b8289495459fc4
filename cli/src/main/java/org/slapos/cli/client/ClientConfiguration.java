package org.slapos.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.Invocation;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Origin;
import org.slapos.config.Settings;
import org.slapos.config.SettingsReader;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.Slap;
import org.slapos.slap.classic.ClassicSlap;

/**
 * The client's configuration (reference: cli.md, 3): {@code [slapos]} names the Master, {@code [slapconsole]} holds the
 * identity and defaults for options.
 *
 * @param defaults what {@code [slapconsole]} says
 * @param environment for the proxy variables
 */
public record ClientConfiguration(ConnectionSettings connection, Settings defaults, Map<String, String> environment) {

  public static ClientConfiguration read(Invocation invocation) {
    ConfigurationFile file = ConfigurationLookup.CLIENT.read(invocation);
    Settings empty = Settings.empty(new Origin.File(file.path()));
    Path home = invocation.terminal().home();
    var slapos = new SettingsReader(file.section("slapos").orElse(empty), "slapos", home);
    Settings defaults = file.section("slapconsole").orElse(empty);
    var console = new SettingsReader(defaults, "slapconsole", home);
    String masterUrl = slapos.requiredText("master_url");
    Optional<ConnectionSettings.Identity> identity = identity(console).or(() -> identity(slapos));
    // A key alone counts as the wish to be nobody: a Master that asks for no certificate answers all the same.
    boolean keyAlone = Stream.of(console, slapos).anyMatch(section -> section.text("key_file").isPresent())
        && Stream.of(console, slapos).noneMatch(section -> section.text("cert_file").isPresent());
    if (masterUrl.startsWith("https") && identity.isEmpty() && !keyAlone) {
      slapos.refuse("master_url", "an https Master needs 'key_file' and 'cert_file', in [slapconsole] or [slapos]");
    }
    Optional<URI> restUrl = slapos.text("master_rest_url").map(URI::create);
    slapos.finish();
    Optional<Path> authority = console.path("master_ca_file").or(() -> slapos.path("master_ca_file"));
    // Without an authority the Master is not verified, as by the reference: its Masters have certificates of their own.
    var plain = ConnectionSettings.of(masterUrl);
    var trusting = authority.isPresent() ? plain.trusting(authority.get()) : plain.trustingAnyServer();
    var located = restUrl.isPresent() ? trusting.withRestUrl(restUrl.get()) : trusting;
    var connection = identity.isPresent() ? located.withIdentity(identity.get()) : located;
    return new ClientConfiguration(connection, defaults, invocation.terminal().environment());
  }

  private static Optional<ConnectionSettings.Identity> identity(SettingsReader section) {
    return section.path("key_file")
        .flatMap(key -> section.path("cert_file").map(certificate -> new ConnectionSettings.Identity(key, certificate)));
  }

  /**
   * The Master; nothing is asked yet.
   *
   * <p>The first name that the JDK looks up makes it search for other resolvers of names through this thread's class
   * loader, that is in every jar. Ours hold none, and to open all of them takes longer than the call to the Master.
   */
  public Slap connect() {
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return ClassicSlap.connect(connection, environment);
  }

  /** An option of the command line, or else its default in {@code [slapconsole]}. */
  Optional<String> option(Invocation invocation, String name) {
    return invocation.text(name)
        .or(() -> defaults.get(name).map(setting -> setting.value()).filter(value -> !value.isEmpty()));
  }

  /** Whether {@code [slapconsole]} sets an option that is a flag: by any text, as for the reference. */
  boolean flag(String name) {
    return defaults.get(name).filter(setting -> !setting.value().isEmpty()).isPresent();
  }
}

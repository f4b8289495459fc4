package org.slapos.cli.configure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Command;
import org.slapos.cli.CommandFailure;
import org.slapos.cli.ConfigurationLookup;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code slapos configure client}: gets a certificate for a token and writes the client's configuration. */
public final class ConfigureClientCommand implements Command {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final String PRIVATE = "rw-------";

  @Override
  public void declare(ArgumentParser parser) {
    ConfigurationLookup.CLIENT.declare(parser);
    MasterWeb.declare(parser);
    parser.addArgument("-n", "--dry-run").action(Arguments.storeTrue()).help("tell what would be done, do nothing");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Path file = ConfigurationLookup.CLIENT.path(invocation).toAbsolutePath().normalize();
    Path certificate = file.resolveSibling("client.crt");
    Path key = file.resolveSibling("client.key");
    refuseExisting(file, "configuration");
    refuseExisting(certificate, "certificate");
    refuseExisting(key, "key");
    if (invocation.flag("dry_run")) {
      LOGGER.info("would request a certificate from {}", invocation.argument("master_url_web"));
      LOGGER.info("would write {}, {} and {}", file, certificate, key);
      return ExitStatus.SUCCESS;
    }
    MasterWeb web = MasterWeb.of(invocation);
    Optional<String> given = invocation.text("token").filter(text -> !text.isBlank());
    String token = given.isPresent()
        ? given.get()
        : new Prompt(invocation.terminal()).askSecret("Credential security token: ");
    makeFolder(file.resolveSibling("").normalize());
    MasterWeb.Certificate answer = web.requestUser(token);
    AtomicFile.write(certificate, answer.certificate(), PRIVATE);
    AtomicFile.write(key, answer.key(), PRIVATE);
    // Last, for it is what tells that the client is configured.
    AtomicFile.write(file, Template.fill("slapos-client.cfg", Map.of(
        "master_url", invocation.argument("master_url"),
        "cert_file", certificate.toString(),
        "key_file", key.toString())), PRIVATE);
    LOGGER.info("SlapOS client configuration written to {}", file);
    return ExitStatus.SUCCESS;
  }

  private static void refuseExisting(Path file, String what) {
    if (Files.exists(file)) {
      throw new CommandFailure(
          ExitStatus.FAILURE, "There is a file in " + file + ". Please remove it before creating a new " + what + ".");
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder.resolveSibling(""));
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}

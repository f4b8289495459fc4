package org.slapos.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.slapos.config.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of a plan. Interrupted anywhere, the next run finishes the work. */
final class FormatExecutor {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.format");

  private final ComputerArchive archive;
  private final Accounts accounts;
  private final SystemCommands commands;

  FormatExecutor(Clock clock, SystemCommands commands) {
    this.archive = new ComputerArchive(clock);
    this.accounts = new Accounts(commands);
    this.commands = commands;
  }

  void carryOut(FormatAction action) {
    LOGGER.debug("{}", action.describe());
    try {
      switch (action) {
        case FormatAction.Folder(Path path, String mode) -> folder(path, mode);
        case FormatAction.Content(Path path, String content, String announcement) -> {
          if (write(path, content) && !announcement.isEmpty()) {
            LOGGER.info("{}", announcement);
          }
        }
        case FormatAction.Archive(Path computerXml, String newContent) -> archive.keep(computerXml, newContent);
        case FormatAction.Account account -> accounts.make(account);
        case FormatAction.Owner(Path path, String account) -> Accounts.give(path, account);
        case FormatAction.HostAddress(String name, String address, int length) -> address(name, address, length);
      }
    } catch (IOException e) {
      throw new FormatException("cannot make " + action.describe() + ": " + IoReason.of(e), e);
    }
  }

  private static void folder(Path path, String mode) throws IOException {
    var permissions = PosixFilePermissions.fromString(mode);
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new FormatException(path + " is in the way: a folder is needed there, and it belongs to "
          + Files.getOwner(path).getName());
    }
    Files.createDirectories(path);
    if (!Files.getPosixFilePermissions(path).equals(permissions)) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }

  private void address(String interfaceName, String address, int prefixLength) throws IOException {
    String text = address + "/" + prefixLength;
    String shown = commands.run(List.of("ip", "-o", "addr", "show", "dev", interfaceName, "to", address)).output();
    if (!shown.contains(" " + text + " ")) {
      commands.require(List.of("ip", "addr", "add", text, "dev", interfaceName));
    }
  }

  private static boolean write(Path path, String content) throws IOException {
    if (Files.exists(path) && Files.readString(path).equals(content)) {
      return false;
    }
    Path temporary = path.resolveSibling("." + path.getFileName() + ".new");
    Files.writeString(temporary, content);
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }
}

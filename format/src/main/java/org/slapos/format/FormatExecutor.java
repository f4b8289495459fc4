package org.slapos.format;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.slapos.config.IoReason;
import org.slapos.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the actions of a plan. Interrupted anywhere, the next run finishes the work. */
final class FormatExecutor {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos.format");

  private final ComputerArchive archive;
  private final SystemCommands commands;
  private final AccountDatabase accounts;
  private final IpBatch ip;

  FormatExecutor(Clock clock, SystemCommands commands) {
    this.archive = new ComputerArchive(clock);
    this.commands = commands;
    this.accounts = new AccountDatabase(commands);
    this.ip = new IpBatch(commands);
  }

  /** Carries out all of them in order; neighbouring changes of the network are one process. */
  void carryOut(List<FormatAction> actions) {
    for (int from = 0; from < actions.size();) {
      int to = from;
      while (to < actions.size() && actions.get(to) instanceof FormatAction.NetworkChange) {
        to++;
      }
      if (to == from) {
        carryOut(actions.get(from));
        from++;
      } else {
        network(actions.subList(from, to));
        from = to;
      }
    }
  }

  private void network(List<FormatAction> actions) {
    var changes = actions.stream().map(FormatAction.NetworkChange.class::cast).toList();
    changes.forEach(change -> LOGGER.debug("{}", change.describe()));
    try {
      ip.carryOut(changes);
    } catch (IOException e) {
      throw new FormatException("cannot change the network: " + IoReason.of(e), e);
    }
  }

  private void carryOut(FormatAction action) {
    LOGGER.debug("{}", action.describe());
    try {
      switch (action) {
        case FormatAction.Folder(Path path, String mode) -> folder(path, mode);
        case FormatAction.NewFolder(Path path, String mode) -> {
          if (!Files.isDirectory(path)) {
            folder(path, mode);
          }
        }
        case FormatAction.Content(Path path, String content, String announcement) -> {
          Files.createDirectories(path.toAbsolutePath().getParent());
          if (AtomicFile.update(path, content, "rw-r--r--") && !announcement.isEmpty()) {
            LOGGER.info("{}", announcement);
          }
        }
        case FormatAction.Archive(Path computerXml, String newContent) -> archive.keep(computerXml, newContent);
        case FormatAction.AccountChange(List<String> command) -> accounts.change(command);
        case FormatAction.Owner(Path path, String account) -> give(path, account);
        case FormatAction.KernelVariable(String name, String value) -> commands.require(List.of("sysctl", "-q", "-w", name + "=" + value));
        case FormatAction.NetworkChange change -> ip.carryOut(List.of(change));
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

  private static void give(Path path, String account) throws IOException {
    var lookup = FileSystems.getDefault().getUserPrincipalLookupService();
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    var owner = lookup.lookupPrincipalByName(account);
    var group = lookup.lookupPrincipalByGroupName(account);
    var present = view.readAttributes();
    if (!present.owner().equals(owner) || !present.group().equals(group)) {
      view.setOwner(owner);
      view.setGroup(group);
    }
  }
}

package org.slapos.format;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;

/** System accounts of partitions: own group, no password, home in the partition (reference: format.md, 4.3). */
final class Accounts {
  private final SystemCommands commands;

  Accounts(SystemCommands commands) {
    this.commands = commands;
  }

  /** Makes the account, or corrects an existing one. */
  void make(FormatAction.Account account) throws IOException {
    if (!groupExists(account.name())) {
      commands.require(List.of("groupadd", "-r", account.name()));
    }
    boolean known = userExists(account.name());
    var command = new ArrayList<>(List.of(known ? "usermod" : "useradd", "-d", account.home().toString()));
    command.addAll(List.of("-g", account.name(), "-s", "/bin/sh"));
    if (!known) {
      command.add("-r");
    }
    account.group().ifPresent(group -> command.addAll(List.of(known ? "-aG" : "-G", group)));
    command.add(account.name());
    commands.require(command);
    commands.require(List.of("passwd", "-l", account.name()));
  }

  /** Gives a path, itself and not what a link points to, to an account and the group of its name. */
  static void give(Path path, String account) throws IOException {
    UserPrincipalLookupService lookup = FileSystems.getDefault().getUserPrincipalLookupService();
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    var owner = lookup.lookupPrincipalByName(account);
    var group = lookup.lookupPrincipalByGroupName(account);
    var present = view.readAttributes();
    if (!present.owner().equals(owner) || !present.group().equals(group)) {
      view.setOwner(owner);
      view.setGroup(group);
    }
  }

  private static boolean userExists(String name) throws IOException {
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
      return true;
    } catch (UserPrincipalNotFoundException unknown) {
      return false;
    }
  }

  private static boolean groupExists(String name) throws IOException {
    try {
      FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
      return true;
    } catch (UserPrincipalNotFoundException unknown) {
      return false;
    }
  }
}

package org.slapos.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Which accounts have to be made or corrected: own group, home in the partition, no password (format.md, 4.3). */
final class AccountPlan {
  private static final String SHELL = "/bin/sh";

  private final Accounts present;
  private final List<FormatAction> actions = new ArrayList<>();

  private AccountPlan(Accounts present) {
    this.present = present;
  }

  /** The software user and the partitions' users that differ from what is wanted; nothing if none does. */
  static List<FormatAction> of(ComputerDescription computer, Accounts present) {
    var plan = new AccountPlan(present);
    plan.account(computer.softwareUser(), computer.softwareRoot().toString(), Optional.empty());
    for (PartitionDescription partition : computer.partitions()) {
      plan.account(partition.user(), partition.path().toString(), Optional.of(computer.softwareUser()));
    }
    return plan.actions;
  }

  /** All names that the plan needs to know about. */
  static List<String> names(ComputerDescription computer) {
    var names = new LinkedHashSet<String>();
    names.add(computer.softwareUser());
    computer.partitions().forEach(partition -> names.add(partition.user()));
    return List.copyOf(names);
  }

  private void account(String name, String home, Optional<String> group) {
    Optional<Accounts.Group> own = Optional.ofNullable(present.groups().get(name));
    if (own.isEmpty()) {
      actions.add(new FormatAction.AccountChange(List.of("groupadd", name)));
    }
    Optional<Accounts.User> user = Optional.ofNullable(present.users().get(name));
    if (user.isEmpty()) {
      // A new account has no password: it is locked from the start.
      actions.add(new FormatAction.AccountChange(command("useradd", home, name, List.of("-r"), "-G", group)));
      return;
    }
    boolean right = user.get().home().equals(home) && user.get().shell().equals(SHELL)
        && own.map(Accounts.Group::id).equals(Optional.of(user.get().group()))
        && group.map(wanted -> isMember(name, wanted)).orElse(true);
    if (!right) {
      actions.add(new FormatAction.AccountChange(command("usermod", home, name, List.of(), "-aG", group)));
    }
    if (!user.get().locked()) {
      actions.add(new FormatAction.AccountChange(List.of("passwd", "-l", name)));
    }
  }

  private boolean isMember(String user, String group) {
    return Optional.ofNullable(present.groups().get(group)).filter(found -> found.members().contains(user)).isPresent();
  }

  private static List<String> command(
      String program, String home, String name, List<String> options, String groupOption, Optional<String> group) {
    var words = new ArrayList<>(List.of(program, "-d", home, "-g", name, "-s", SHELL));
    words.addAll(options);
    group.ifPresent(wanted -> words.addAll(List.of(groupOption, wanted)));
    words.add(name);
    return words;
  }
}

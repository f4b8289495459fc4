package org.slapos.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what of others stands where the node wants to be, before anything is changed. */
final class InTheWay {
  private static final int FIRST_ORDINARY = 1000;

  private final FormatSettings settings;
  private final Accounts accounts;
  private final List<String> problems = new ArrayList<>();

  private InTheWay(FormatSettings settings, Accounts accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  /**
   * Looks at the accounts and folders of that computer.
   *
   * @throws FormatException naming everything that is in the way, its owner and what to do
   */
  static void check(ComputerDescription computer, FormatSettings settings, Accounts accounts) throws IOException {
    var search = new InTheWay(settings, accounts);
    search.folder(computer.softwareRoot());
    search.folder(computer.instanceRoot());
    search.account(computer.softwareUser(), computer.softwareRoot(), "the software root", "software_user");
    for (PartitionDescription partition : computer.partitions()) {
      search.account(partition.user(), partition.path(), "partition " + partition.reference(), "user_base_name");
      search.partitionFolder(partition);
    }
    if (!search.problems.isEmpty()) {
      throw new FormatException(String.join("\n", search.problems));
    }
  }

  /** A person's account, or that of another node, must not become one of ours. */
  private void account(String name, Path home, String use, String key) {
    Optional<Accounts.User> user = Optional.ofNullable(accounts.users().get(name));
    user.filter(found -> found.id() == 0 || isSomebody(found, home)).ifPresent(found -> problems.add(
        "account '%s' of %s is in the way: it is somebody's (uid %d, home %s); choose another %s"
            .formatted(name, use, found.id(), found.home(), key)));
    user.map(found -> Path.of(found.home())).filter(other -> isOfAnotherNode(other, home)).ifPresent(other -> problems.add(
        "account '%s' of %s is in the way: it is that of partition %s of another node; choose another %s"
            .formatted(name, use, other, key)));
  }

  private static boolean isSomebody(Accounts.User user, Path home) {
    return user.id() >= FIRST_ORDINARY && !user.locked() && !user.home().equals(home.toString());
  }

  /** Format leaves that file in each partition's folder; a node that was moved away has left none. */
  private static boolean isOfAnotherNode(Path found, Path home) {
    return !found.equals(home) && Files.exists(found.resolve(".slapos-resource"), LinkOption.NOFOLLOW_LINKS);
  }

  private void folder(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      problems.add(path + " is in the way: a folder is needed there, and it is a file of " + Files.getOwner(path).getName());
    }
  }

  private void partitionFolder(PartitionDescription partition) throws IOException {
    Path path = partition.path();
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      String what = Files.isSymbolicLink(path) ? "a link" : "a file";
      problems.add(path + " is in the way: a folder is needed there, and it is " + what + " of " + owner);
    } else if (settings.alterUser() && isForeign(owner, partition)) {
      problems.add("%s is in the way: it belongs to %s, not to %s; move it away, or give it with: chown -R %s: %s"
          .formatted(path, owner, partition.user(), partition.user(), path));
    }
  }

  /** A number instead of a name is an account that is gone, such as that of a machine installed again. */
  private static boolean isForeign(String owner, PartitionDescription partition) {
    return !owner.equals(partition.user()) && !owner.equals(System.getProperty("user.name")) && !owner.equals("root")
        && !owner.chars().allMatch(Character::isDigit);
  }
}

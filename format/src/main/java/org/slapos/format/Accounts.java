package org.slapos.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The accounts and groups of this machine that carry names of ours. */
record Accounts(Map<String, User> users, Map<String, Group> groups) {
  static final Accounts NONE = new Accounts(Map.of(), Map.of());

  Accounts {
    users = Map.copyOf(users);
    groups = Map.copyOf(groups);
  }

  /**
   * A line of the user database.
   *
   * @param locked whether nobody can log in with a password
   */
  record User(String name, int id, int group, String home, String shell, boolean locked) {}

  /** A line of the group database. */
  record Group(String name, int id, Set<String> members) {}

  /** Asks {@code getent}, so that directory services count too, three times however many names there are. */
  static Accounts read(SystemCommands commands, List<String> names) throws IOException {
    Map<String, String> passwords = new HashMap<>();
    for (List<String> line : lines(commands, "shadow", names, 2)) {
      passwords.put(line.getFirst(), line.get(1));
    }
    var users = new HashMap<String, User>();
    for (List<String> line : lines(commands, "passwd", names, 7)) {
      String name = line.getFirst();
      boolean locked = Optional.ofNullable(passwords.get(name)).filter(p -> p.startsWith("!") || p.startsWith("*")).isPresent();
      users.put(name, new User(name, Integer.parseInt(line.get(2)), Integer.parseInt(line.get(3)), line.get(5), line.get(6), locked));
    }
    var groups = new HashMap<String, Group>();
    for (List<String> line : lines(commands, "group", names, 4)) {
      groups.put(line.getFirst(), new Group(line.getFirst(), Integer.parseInt(line.get(2)), Set.copyOf(List.of(line.get(3).split(",", -1)))));
    }
    return new Accounts(users, groups);
  }

  private static List<List<String>> lines(SystemCommands commands, String database, List<String> names, int fields)
      throws IOException {
    var command = new ArrayList<>(List.of("getent", database));
    command.addAll(names);
    SystemCommands.Result result = commands.run(command);
    // 2: some of the names are not there, which is what is asked.
    if (result.status() != 0 && result.status() != 2) {
      throw new FormatException("'getent " + database + "' failed: " + result.output().strip());
    }
    return result.output().lines()
        .map(line -> Stream.of(line.split(":", -1)).toList())
        .filter(line -> line.size() >= fields)
        .toList();
  }
}

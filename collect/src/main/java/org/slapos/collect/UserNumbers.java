package org.slapos.collect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The numbers of the partitions' users. */
final class UserNumbers {
  private UserNumbers() {}

  /** Names by number; of accounts that are not in the file, a directory service is asked. */
  static Map<Integer, String> of(List<CollectSettings.PartitionUser> users, Path passwd, Programs programs) throws IOException {
    Set<String> wanted = users.stream().map(CollectSettings.PartitionUser::name).collect(Collectors.toCollection(HashSet::new));
    var numbers = new HashMap<Integer, String>();
    add(Files.readString(passwd, StandardCharsets.ISO_8859_1), wanted, numbers);
    if (!wanted.isEmpty()) {
      add(programs.run(List.of("getent", "passwd"), wanted).output(), wanted, numbers);
    }
    return numbers;
  }

  private static void add(String database, Set<String> wanted, Map<Integer, String> numbers) {
    for (String line : database.lines().toList()) {
      String[] fields = line.split(":", 4);
      if (fields.length == 4 && wanted.remove(fields[0])) {
        numbers.put(Integer.parseInt(fields[2]), fields[0]);
      }
    }
  }
}

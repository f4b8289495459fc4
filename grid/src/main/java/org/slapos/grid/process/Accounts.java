package org.slapos.grid.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Looks up the owners of folders: {@code /etc/passwd} first, then {@code getent} for networked databases. */
public final class Accounts {
  private final Path passwd;
  private final Map<Integer, Optional<Account>> byUid = new ConcurrentHashMap<>();

  public Accounts() {
    this(Path.of("/etc/passwd"));
  }

  Accounts(Path passwd) {
    this.passwd = passwd;
  }

  /**
   * The owner of a folder, with the folder's group.
   *
   * @throws UncheckedIOException if the folder cannot be read
   * @throws IllegalStateException if its owner has no entry in the user database
   */
  public Account ownerOf(Path folder) {
    try {
      int uid = (Integer) Files.getAttribute(folder, "unix:uid");
      int gid = (Integer) Files.getAttribute(folder, "unix:gid");
      Account entry = byUid.computeIfAbsent(uid, this::find)
          .orElseThrow(() -> new IllegalStateException(
              "The owner of %s, user id %d, has no entry in the user database".formatted(folder, uid)));
      return new Account(uid, gid, entry.name(), entry.home());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Account> find(int uid) {
    try {
      // Names of people in it may be written in any encoding.
      Optional<Account> local = find(new String(Files.readAllBytes(passwd), UTF_8).lines().toList(), uid);
      return local.isPresent() ? local : find(getent(uid), uid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> getent(int uid) throws IOException {
    Process process = new ProcessBuilder("getent", "passwd", Integer.toString(uid))
        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var reader = process.inputReader(UTF_8)) {
      return reader.lines().toList();
    }
  }

  private static Optional<Account> find(List<String> lines, int uid) {
    return lines.stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length >= 7 && fields[2].equals(Integer.toString(uid)))
        .findFirst()
        .map(fields -> new Account(uid, Integer.parseInt(fields[3]), fields[0], Path.of(fields[5])));
  }
}

package org.slapos.grid.networkcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.slapos.slap.wire.Value;

/**
 * The kind of machine that built releases are for.
 *
 * @param multiarch as {@code gcc -dumpmachine} says it: {@code x86_64-linux-gnu}
 * @param distribution name, such as {@code debian}
 * @param version such as {@code 12}
 * @param codename such as {@code bookworm}; empty where there is none
 */
public record HostPlatform(String multiarch, String distribution, String version, String codename) {
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  /**
   * This machine, by its compiler and {@code /etc/os-release}.
   *
   * @throws IOException if the latter cannot be read
   */
  public static HostPlatform ofThisMachine() throws IOException {
    return of(multiarchOfCompiler().orElseGet(HostPlatform::usualMultiarch), Files.readString(OS_RELEASE));
  }

  static HostPlatform of(String multiarch, String osRelease) {
    Map<String, String> facts = facts(osRelease);
    return new HostPlatform(
        multiarch, facts.getOrDefault("ID", "linux").toLowerCase(Locale.ROOT), facts.getOrDefault("VERSION_ID", ""),
        facts.getOrDefault("VERSION_CODENAME", ""));
  }

  private static Map<String, String> facts(String osRelease) {
    var facts = new HashMap<String, String>();
    osRelease.lines().forEach(line -> {
      int equals = line.indexOf('=');
      if (equals > 0) {
        facts.put(line.substring(0, equals).strip(), line.substring(equals + 1).replaceAll("[\"']", "").strip());
      }
    });
    return facts;
  }

  private static Optional<String> multiarchOfCompiler() {
    try {
      Process gcc = new ProcessBuilder("gcc", "-dumpmachine")
          .redirectError(ProcessBuilder.Redirect.DISCARD).redirectInput(Path.of("/dev/null").toFile()).start();
      String said = new String(gcc.getInputStream().readAllBytes(), UTF_8).strip();
      return said.isEmpty() ? Optional.empty() : Optional.of(said);
    } catch (IOException _) {
      // There is none: a machine that only downloads.
      return Optional.empty();
    }
  }

  private static String usualMultiarch() {
    String machine = System.getProperty("os.arch");
    return (machine.equals("amd64") ? "x86_64" : machine) + "-linux-gnu";
  }

  /** The members of an entry that name it: {@code multiarch} and {@code os}. */
  public SequencedMap<String, Value> metadata() {
    var metadata = new LinkedHashMap<String, Value>();
    metadata.put("multiarch", new Value.Text(multiarch));
    metadata.put("os", new Value.ListValue(
        List.of(new Value.Text(distribution), new Value.Text(version), new Value.Text(codename))));
    return metadata;
  }

  @Override
  public String toString() {
    return "%s on %s %s".formatted(multiarch, distribution, version);
  }

  /** Whether what an entry describes was built for such a machine. */
  public boolean fits(CacheEntry entry) {
    return entryMultiarch(entry).equals(Optional.of(multiarch))
        && entryOs(entry).equals(Optional.of(comparable(distribution, version, codename)));
  }

  /** Entries of old clients name the machine only. */
  private static Optional<String> entryMultiarch(CacheEntry entry) {
    return entry.text("multiarch").or(() ->
        entry.text("machine").filter("x86_64"::equals).map(machine -> machine + "-linux-gnu"));
  }

  /** A list of three texts; in old entries the same list as a text. */
  private static Optional<List<String>> entryOs(CacheEntry entry) {
    return entry.member("os").flatMap(os -> switch (os) {
      case Value.ListValue(var parts) -> comparable(parts.stream().map(HostPlatform::text).toList());
      case Value.Text(String old) -> comparable(List.of(old.replaceAll("[\\[\\]()'\" ]", "").split(",", -1)));
      default -> Optional.empty();
    });
  }

  private static String text(Value value) {
    return value instanceof Value.Text(String text) ? text : "";
  }

  private static Optional<List<String>> comparable(List<String> parts) {
    return parts.size() == 3
        ? Optional.of(comparable(parts.get(0), parts.get(1), parts.get(2)))
        : Optional.empty();
  }

  /** Releases of one Debian version run on all its point releases, and on Raspberry's. */
  private static List<String> comparable(String distribution, String version, String codename) {
    String name = distribution.toLowerCase(Locale.ROOT);
    if (name.equals("debian") || name.equals("raspbian")) {
      return List.of("debian", version.split("\\.", -1)[0], "");
    }
    return List.of(name, version, codename);
  }
}

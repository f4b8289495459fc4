package org.slapos.cli.cache;

import java.util.List;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.ExitStatus;
import org.slapos.cli.Invocation;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;

/** What a release is built from, as the cache names it. */
enum Source {
  /** A file by its URL. */
  FILE(List.of("url"), "url", true, ExitStatus.FAILURE, "Object not found in cache.", "Object found in cache, but has no entry."),
  /** A Python package. */
  PACKAGE(
      List.of("name", "version"),
      "basename",
      true,
      ExitStatus.FAILURE,
      "Object not found in cache.",
      "Object found in cache, but has no entry."),
  /** A file by its URL, under the key that was used before 2021. */
  OLD_FILE(List.of("url"), "file", false, 10, "Object not in cache: %s", "Object found in cache, but has no entries.");

  // Made by List.of, which the checker cannot see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> arguments;
  private final String column;
  private final boolean signed;
  private final int refusedStatus;
  private final String missing;
  private final String empty;

  Source(List<String> arguments, String column, boolean signed, int refusedStatus, String missing, String empty) {
    this.arguments = arguments;
    this.column = column;
    this.signed = signed;
    this.refusedStatus = refusedStatus;
    this.missing = missing;
    this.empty = empty;
  }

  void declare(ArgumentParser parser) {
    for (String argument : arguments) {
      parser.addArgument(argument).help(switch (argument) {
        case "url" -> "where the file comes from";
        case "name" -> "name of the Python package, such as six";
        default -> "its version, such as 1.16.0";
      });
    }
  }

  /** The member of an entry that names it. */
  String column() {
    return column;
  }

  /** Whether it is shown who signed an entry. */
  boolean signed() {
    return signed;
  }

  CacheKey key(Invocation invocation) {
    String first = invocation.argument(arguments.getFirst());
    return switch (this) {
      case FILE -> CacheKey.sourceFile(first);
      case PACKAGE -> CacheKey.pythonPackage(first, invocation.argument("version"));
      case OLD_FILE -> CacheKey.oldSourceFile(first);
    };
  }

  CacheIndex index(CacheSection section) {
    return signed
        ? section.verified("download-dir-url", "download-cache-url")
        : section.unverified("download-cache-url");
  }

  String heading(Invocation invocation) {
    return this == PACKAGE
        ? "Python egg %s version %s".formatted(invocation.argument("name"), invocation.argument("version"))
        : "Software source URL: " + invocation.argument("url");
  }

  Wording wording(Invocation invocation) {
    String sought = this == PACKAGE
        ? "egg %s version %s".formatted(invocation.argument("name"), invocation.argument("version"))
        : invocation.argument("url");
    return new Wording(sought, missing.formatted(sought), empty, refusedStatus);
  }
}

package org.slapos.grid.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the logs of a partition are: the build of its release, the agent's log of it, its last failure, its services and
 * its promises. Its folder belongs to its user, so links in the place of logs are not followed.
 */
public final class LogSources {
  private static final String PROMISE = "promise/";
  private static final String ON_WATCH = "-on-watch";

  private final String partition;
  private final Path folder;
  private final Optional<String> only;

  /**
   * @param only the name of a single log: of a service with or without {@code -on-watch}, or of a promise
   */
  public LogSources(String partition, Path folder, Optional<String> only) {
    this.partition = partition;
    this.folder = folder;
    this.only = only;
  }

  /** All logs, whichever was asked for. */
  public LogSources all() {
    return new LogSources(partition, folder, Optional.empty());
  }

  /** The logs that are there now, those that were written last at the end. */
  public List<LogSource> find() throws IOException {
    var found = new ArrayList<LogSource>();
    add(found, "build", folder.resolve("software_release").resolve(".slapgrid-build.log"));
    add(found, "instance", folder.resolve(".slapgrid/log/instance.log"));
    add(found, "error", folder.resolve(".slapgrid-" + partition + "-error.log"));
    String service = "." + partition + "_";
    each(found, folder, service + "*.log", name -> name.substring(service.length(), name.length() - ".log".length()));
    // Groups of managers: .slappart0-prerm_bye.log
    each(found, folder, "." + partition + "-*_*.log",
        name -> name.substring(partition.length() + 2, name.length() - ".log".length()).replaceFirst("_", ":"));
    each(found, folder.resolve(".slapgrid/promise/log"), "*.log",
        name -> PROMISE + name.substring(0, name.length() - ".log".length()));
    found.removeIf(source -> only.isPresent() && !isMeant(source.name(), only.get()));
    found.sort(Comparator.comparingLong(source -> modified(source.file())));
    return found;
  }

  private static boolean isMeant(String name, String wanted) {
    String service = wanted.endsWith(ON_WATCH) ? wanted.substring(0, wanted.length() - ON_WATCH.length()) : wanted;
    return name.equals(wanted) || name.equals(service) || name.equals(PROMISE + wanted);
  }

  @FunctionalInterface
  private interface Naming {
    String of(String fileName);
  }

  private static void each(List<LogSource> found, Path folder, String pattern, Naming naming) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        for (Path file : files) {
          add(found, naming.of(file.getFileName().toString()), file);
        }
      }
    }
  }

  private static void add(List<LogSource> found, String name, Path file) {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      found.add(new LogSource(name, file));
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }
}

package org.slapos.grid.prune;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slapos.grid.files.Trees;

/** The folders of shared parts on disk (reference: node-misc.md, 6). */
final class SharedParts {
  /** Begins the name of a part whose removal was cut short. */
  private static final String REMOVED = ".pruned-";

  private SharedParts() {}

  /** All parts below a root. */
  static List<Path> paths(Path root) throws IOException {
    var paths = new ArrayList<Path>();
    for (Path name : folders(root)) {
      for (Path part : folders(name)) {
        if (!part.getFileName().toString().startsWith(".")) {
          paths.add(part);
        }
      }
    }
    return paths;
  }

  /** What a part says of itself: what it was made of, and with which other parts. */
  static Set<String> mentions(Path part, Mentions mentions) throws IOException {
    var found = new HashSet<String>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(part, "{.buildout-shared.json,.*signature}")) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          found.addAll(mentions.in(file));
        }
      }
    }
    found.remove(part.getFileName().toString());
    return found;
  }

  /** Renamed first, because a half deleted part must not be taken for a whole one. */
  static void remove(Path part) throws IOException {
    Path renamed = part.resolveSibling(REMOVED + part.getFileName());
    Trees.delete(renamed);
    Files.move(part, renamed);
    Trees.delete(renamed);
  }

  /** Ends removals that were cut short. */
  static void sweep(Path root) throws IOException {
    for (Path name : folders(root)) {
      try (DirectoryStream<Path> left = Files.newDirectoryStream(name, REMOVED + "*")) {
        for (Path one : left) {
          Trees.delete(one);
        }
      }
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    var folders = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            folders.add(entry);
          }
        }
      }
    }
    return folders;
  }
}

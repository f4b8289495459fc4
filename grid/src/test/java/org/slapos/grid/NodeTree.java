package org.slapos.grid;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything on a node's disk that a pass answers for: names, kinds, modes, owners, and the content of small settings. */
final class NodeTree {
  private NodeTree() {}

  /** Path below the node's root → what is there; times, pids and logs are left out. */
  static Map<String, String> of(TestNode node) {
    var tree = new TreeMap<String, String>();
    for (Path top : new Path[] {node.software(), node.instances(), node.root().resolve("pki")}) {
      if (Files.exists(top)) {
        add(top, node.root(), tree);
      }
    }
    return tree;
  }

  /** The part of it at and below a path. */
  static Map<String, String> below(TestNode node, String name) {
    var tree = new TreeMap<>(of(node));
    tree.keySet().removeIf(path -> !path.equals(name) && !path.startsWith(name + "/"));
    return tree;
  }

  private static void add(Path top, Path root, Map<String, String> tree) {
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : paths.toList()) {
        String name = root.relativize(path).toString();
        if (!name.startsWith("inst/var/log/") && !name.startsWith("inst/var/run/") && !name.contains("sv.sock")
            && !name.contains("__pycache__")) {
          tree.put(name, entry(path, name, root));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Path path, String name, Path root) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + root.relativize(Files.readSymbolicLink(path));
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    String owner = Files.getAttribute(path, "unix:uid") + ":" + Files.getAttribute(path, "unix:gid");
    boolean telling = Files.isRegularFile(path)
        && (name.endsWith(".conf") || name.endsWith(".cfg") || name.endsWith(".timestamp") || name.contains("retention")
            || name.startsWith("pki/") || name.contains("/etc/"));
    String content = telling
        ? " " + Files.readString(path).replace(root.toString(), "ROOT").replaceAll("http://127.0.0.1:\\d+", "MASTER") : "";
    return (Files.isDirectory(path) ? "folder " : "file ") + mode + " " + owner + content;
  }
}

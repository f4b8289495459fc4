package org.slapos.grid.prune;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slapos.grid.log.GridLog;

/** {@code node prune}: removes shared parts that nothing mentions any more (reference: node-misc.md, 6). */
public final class PrunePass {
  private final Path sharedRoot;
  private final Path softwareRoot;
  private final Path instanceRoot;
  private final List<Path> furtherSoftware;
  private final GridLog log;

  /**
   * @param sharedRoot where parts are removed: the last line of {@code shared_part_list}
   * @param furtherSoftware {@code --additional-software-directory}: more folders of releases
   */
  public PrunePass(Path sharedRoot, Path softwareRoot, Path instanceRoot, List<Path> furtherSoftware, GridLog log) {
    this.sharedRoot = sharedRoot;
    this.softwareRoot = softwareRoot;
    this.instanceRoot = instanceRoot;
    this.furtherSoftware = List.copyOf(furtherSoftware);
    this.log = log;
  }

  /**
   * Removes them, or only tells them.
   *
   * @return the parts that nobody uses
   */
  public List<Path> run(boolean dryRun) throws IOException {
    log.warn("Pruning shared directories at " + sharedRoot);
    var nested = new NestedNodes(log);
    nested.search(instanceRoot);
    List<Path> own = SharedParts.paths(sharedRoot);
    var mentions = new Mentions(own.stream().map(part -> part.getFileName().toString()).collect(Collectors.toSet()));
    var parts = new ArrayList<SharedPart>();
    for (Path part : own) {
      parts.add(new SharedPart(part, SharedParts.mentions(part, mentions)));
    }
    List<Path> unused =
        PrunePlan.unused(parts, roots(nested, mentions)).stream().map(SharedPart::path).toList();
    for (Path part : unused) {
      if (dryRun) {
        log.warn("Unused shared parts at " + part);
      } else {
        SharedParts.remove(part);
        log.warn("Unused shared parts at %s ... removed".formatted(part));
      }
    }
    if (!dryRun) {
      SharedParts.sweep(sharedRoot);
    }
    return unused;
  }

  private Set<String> roots(NestedNodes nested, Mentions mentions) throws IOException {
    var roots = new HashSet<String>(ofReleases(softwareRoot, mentions));
    for (Path folder : furtherSoftware) {
      if (Files.isDirectory(folder)) {
        roots.addAll(ofReleases(folder, mentions));
      } else {
        log.warn("Additional software directory does not exist: " + folder);
      }
    }
    for (Path folder : nested.softwareRoots()) {
      roots.addAll(ofReleases(folder, mentions));
    }
    for (Path root : nested.sharedRoots()) {
      for (Path part : root.equals(sharedRoot) ? List.<Path>of() : SharedParts.paths(root)) {
        roots.addAll(SharedParts.mentions(part, mentions));
      }
    }
    return roots;
  }

  /** {@code .installed.cfg} and all programs of each release. */
  private Set<String> ofReleases(Path folder, Mentions mentions) throws IOException {
    var found = new HashSet<String>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> releases = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path release : releases) {
        Path installed = release.resolve(".installed.cfg");
        if (Files.isRegularFile(installed)) {
          found.addAll(mentions.in(installed));
        }
        Path bin = release.resolve("bin");
        if (Files.isDirectory(bin)) {
          try (DirectoryStream<Path> programs = Files.newDirectoryStream(bin)) {
            for (Path program : programs) {
              if (Files.isSymbolicLink(program)) {
                found.addAll(mentions.in(Files.readSymbolicLink(program).toString()));
              }
              if (Files.isRegularFile(program)) {
                found.addAll(mentions.in(program));
              }
            }
          }
        }
      }
    }
    return found;
  }
}

package org.slapos.grid.prune;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Setting;
import org.slapos.config.Settings;
import org.slapos.grid.log.GridLog;

/** Nodes inside partitions, found by their {@code slapos.cfg}: their releases may use our shared parts too. */
final class NestedNodes {
  private final GridLog log;
  private final Set<Path> looked = new HashSet<>();
  private final List<Path> softwareRoots = new ArrayList<>();
  private final List<Path> sharedRoots = new ArrayList<>();

  NestedNodes(GridLog log) {
    this.log = log;
  }

  List<Path> softwareRoots() {
    return softwareRoots;
  }

  List<Path> sharedRoots() {
    return sharedRoots;
  }

  /** Looks for nodes anywhere below a folder, and below the instance roots of those found. */
  void search(Path instanceRoot) throws IOException {
    if (!Files.isDirectory(instanceRoot) || !looked.add(instanceRoot.toRealPath())) {
      return;
    }
    var configurations = new ArrayList<Path>();
    Files.walkFileTree(instanceRoot, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.endsWith("slapos.cfg") && attributes.isRegularFile()) {
          configurations.add(file);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        log.debug("Cannot look into %s: %s".formatted(file, e.getMessage()));
        return FileVisitResult.CONTINUE;
      }
    });
    for (Path configuration : configurations) {
      read(configuration);
    }
  }

  private void read(Path configuration) throws IOException {
    Settings settings;
    try {
      var section = ConfigurationFile.read(configuration).section("slapos");
      if (section.isEmpty()) {
        return;
      }
      settings = section.get();
    } catch (ConfigurationException e) {
      log.warn("%s is not understood, its node is left out: %s".formatted(configuration, e.getMessage()));
      return;
    }
    text(settings, "software_root").ifPresent(root -> softwareRoots.add(Path.of(root)));
    text(settings, "shared_part_list").flatMap(lines -> lines.lines().map(String::strip).reduce((_, last) -> last))
        .ifPresent(root -> sharedRoots.add(Path.of(root)));
    var instanceRoot = text(settings, "instance_root");
    if (instanceRoot.isPresent()) {
      search(Path.of(instanceRoot.get()));
    }
  }

  private static Optional<String> text(Settings settings, String key) {
    return settings.get(key).map(Setting::value).map(String::strip).filter(value -> !value.isEmpty());
  }
}

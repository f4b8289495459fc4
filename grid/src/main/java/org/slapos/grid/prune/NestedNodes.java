package org.slapos.grid.prune;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.Setting;
import org.slapos.config.Settings;
import org.slapos.files.ForeignFile;
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
    // Itself it may be a link, which no walk would follow.
    Files.walkFileTree(instanceRoot.toRealPath(), new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.endsWith("slapos.cfg") && attributes.isRegularFile()) {
          if (attributes.size() <= ForeignFile.LARGEST) {
            configurations.add(file);
          } else {
            log.warn(file + " is too large for a configuration of a node, and is left out");
          }
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        if (!(e instanceof NoSuchFileException)) {
          log.warn("Cannot look for nodes in %s, whose shared parts are not known: %s".formatted(file, e.getMessage()));
        }
        return FileVisitResult.CONTINUE;
      }
    });
    for (Path configuration : configurations) {
      read(configuration);
    }
  }

  private void read(Path configuration) throws IOException {
    Function<String, Optional<String>> values;
    try {
      var section = ConfigurationFile.read(configuration).section("slapos");
      if (section.isEmpty()) {
        return;
      }
      values = key -> text(section.get(), key);
    } catch (ConfigurationException e) {
      // What it names may be in use all the same.
      log.warn("%s is not understood; the folders that it names are looked through: %s".formatted(configuration, e.getMessage()));
      String written = new String(Files.readAllBytes(configuration), ISO_8859_1);
      values = key -> written(written, key);
    }
    folder(values.apply("software_root"), configuration).ifPresent(softwareRoots::add);
    folder(values.apply("shared_part_list").flatMap(lines -> lines.lines().map(String::strip).reduce((_, last) -> last)),
        configuration).ifPresent(sharedRoots::add);
    Optional<Path> instanceRoot = folder(values.apply("instance_root"), configuration);
    if (instanceRoot.isPresent()) {
      search(instanceRoot.get());
    }
  }

  private Optional<Path> folder(Optional<String> value, Path configuration) {
    try {
      return value.map(text -> configuration.resolveSibling(text));
    } catch (InvalidPathException e) {
      log.warn("%s names a folder that can be none: %s".formatted(configuration, e.getMessage()));
      return Optional.empty();
    }
  }

  /** A value as it is written, with the indented lines below it. */
  private static Optional<String> written(String text, String key) {
    return Pattern.compile("(?m)^\\s*" + key + "\\s*[=:](.*(?:\\n[ \\t]+\\S.*)*)").matcher(text).results()
        .map(found -> found.group(1).strip()).filter(value -> !value.isEmpty()).reduce((_, last) -> last);
  }

  private static Optional<String> text(Settings settings, String key) {
    return settings.get(key).map(Setting::value).map(String::strip).filter(value -> !value.isEmpty());
  }
}

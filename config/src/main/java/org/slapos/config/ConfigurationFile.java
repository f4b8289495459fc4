package org.slapos.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** A configuration file that was read and understood; its values are looked up by section. */
public final class ConfigurationFile {
  private static final String DEFAULT = "DEFAULT";

  private final Path path;
  private final SequencedMap<String, IniSection> sections;

  private ConfigurationFile(Path path, SequencedMap<String, IniSection> sections) {
    this.path = path;
    this.sections = sections;
  }

  /**
   * Reads a file as UTF-8.
   *
   * @throws ConfigurationException if it is absent, unreadable or not in the dialect
   */
  public static ConfigurationFile read(Path path) {
    try {
      return new ConfigurationFile(path, IniParser.parse(path, Files.readString(path)));
    } catch (NoSuchFileException e) {
      throw unreadable(path, "the configuration file does not exist");
    } catch (CharacterCodingException e) {
      throw unreadable(path, "the configuration file is not UTF-8 text");
    } catch (IOException e) {
      String why = Files.isDirectory(path) ? "it is a directory" : e.getClass().getSimpleName();
      throw unreadable(path, "the configuration file cannot be read: " + why);
    }
  }

  private static ConfigurationException unreadable(Path path, String what) {
    return new ConfigurationException(new Problem(new Origin.File(path), what));
  }

  public Path path() {
    return path;
  }

  /** Names of the sections, in the order of the file, without {@code DEFAULT}. */
  public List<String> sectionNames() {
    return sections.keySet().stream().filter(name -> !name.equals(DEFAULT)).toList();
  }

  /**
   * The settings of a section with those of {@code [DEFAULT]} below them, interpolated; empty if there is no such
   * section.
   */
  public Optional<Settings> section(String name) {
    return Optional.ofNullable(sections.get(name)).map(this::settings);
  }

  private Settings settings(IniSection section) {
    var raw = new LinkedHashMap<String, Setting>();
    Optional.ofNullable(sections.get(DEFAULT)).ifPresent(defaults -> raw.putAll(defaults.entries()));
    raw.putAll(section.entries());
    var interpolation = new Interpolation(raw);
    var values = new LinkedHashMap<String, Setting>();
    raw.forEach((key, setting) -> values.put(key, new Setting(interpolation.of(setting), setting.origin())));
    return new Settings(new Origin.File(path), values);
  }
}

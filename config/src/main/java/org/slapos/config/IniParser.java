package org.slapos.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads the text of one file, line by line.
 *
 * <p>The dialect: {@code #} and {@code ;} start a comment only at the start of a line; an indented line continues the
 * value above it, and empty lines inside a continued value belong to it; keys are case-insensitive, given once in a
 * section; sections are given once.
 */
final class IniParser {
  private final Path file;
  private final List<Problem> problems = new ArrayList<>();
  private final SequencedMap<String, IniSection> sections = new LinkedHashMap<>();
  private Optional<OpenSection> section = Optional.empty();
  private Optional<OpenValue> value = Optional.empty();

  private IniParser(Path file) {
    this.file = file;
  }

  static SequencedMap<String, IniSection> parse(Path file, String text) {
    var parser = new IniParser(file);
    int number = 0;
    for (String line : text.split("\\R", -1)) {
      number++;
      parser.line(line, number);
    }
    parser.closeSection();
    if (!parser.problems.isEmpty()) {
      throw new ConfigurationException(parser.problems);
    }
    return parser.sections;
  }

  private void line(String line, int number) {
    String content = line.strip();
    if (content.isEmpty()) {
      value.ifPresent(open -> open.lines.add(""));
    } else if (content.startsWith("#") || content.startsWith(";")) {
      return;
    } else if (Character.isWhitespace(line.charAt(0)) && value.isPresent()) {
      value.get().lines.add(content);
    } else if (content.startsWith("[")) {
      header(content, number);
    } else {
      entry(content, number);
    }
  }

  private void header(String content, int number) {
    int end = content.indexOf(']');
    if (end < 2) {
      problem(number, "a section is written [name], not '" + content + "'");
      return;
    }
    closeSection();
    String name = content.substring(1, end);
    if (sections.containsKey(name)) {
      problem(number, "section '" + name + "' already exists, at line " + sections.get(name).line());
    }
    section = Optional.of(new OpenSection(name, number));
  }

  private void entry(String content, int number) {
    closeValue();
    if (section.isEmpty()) {
      if (problems.isEmpty()) {
        problem(number, "the file does not start with a [section]: '" + content + "'");
      }
      return;
    }
    int separator = separator(content);
    if (separator < 1) {
      problem(number, "neither 'key = value' nor a [section]: '" + content + "'");
      return;
    }
    String key = content.substring(0, separator).strip().toLowerCase(Locale.ROOT);
    if (section.get().entries.containsKey(key)) {
      problem(number, "option '" + key + "' in section '" + section.get().name + "' already exists");
    }
    value = Optional.of(new OpenValue(key, number, content.substring(separator + 1).strip()));
  }

  private static int separator(String content) {
    int equals = content.indexOf('=');
    int colon = content.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  private void closeValue() {
    value.ifPresent(
        open -> section.ifPresent(
            in -> in.entries.put(open.key, new Setting(open.text(), new Origin.Line(file, open.line)))));
    value = Optional.empty();
  }

  private void closeSection() {
    closeValue();
    section.ifPresent(open -> sections.putIfAbsent(open.name, new IniSection(open.name, open.line, open.entries)));
    section = Optional.empty();
  }

  private void problem(int line, String what) {
    problems.add(new Problem(new Origin.Line(file, line), what));
  }

  private static final class OpenSection {
    final String name;
    final int line;
    final SequencedMap<String, Setting> entries = new LinkedHashMap<>();

    OpenSection(String name, int line) {
      this.name = name;
      this.line = line;
    }
  }

  private static final class OpenValue {
    final String key;
    final int line;
    final List<String> lines = new ArrayList<>();

    OpenValue(String key, int line, String first) {
      this.key = key;
      this.line = line;
      lines.add(first);
    }

    String text() {
      return String.join("\n", lines).stripTrailing();
    }
  }
}

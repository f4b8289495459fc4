package org.slapos.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {
  @TempDir Path folder;

  @Test
  void keys_are_case_insensitive_and_take_either_separator() throws IOException {
    ConfigurationFile file = read("[slapos]\nMaster_URL = http://m/\ncomputer_id:COMP-1\n");
    assertThat(value(file, "slapos", "master_url")).isEqualTo("http://m/");
    assertThat(value(file, "slapos", "computer_id")).isEqualTo("COMP-1");
  }

  @Test
  void the_first_separator_ends_the_key() throws IOException {
    ConfigurationFile file = read("[a]\nurl = http://h:1/?x=y\nother: a=b\n");
    assertThat(value(file, "a", "url")).isEqualTo("http://h:1/?x=y");
    assertThat(value(file, "a", "other")).isEqualTo("a=b");
  }

  @Test
  void indented_lines_continue_a_value_and_comments_inside_it_are_dropped() throws IOException {
    ConfigurationFile file = read("[a]\nlist =\n  one\n# no\n  two ; kept\n\n  three\nnext = 1\n");
    assertThat(value(file, "a", "list")).isEqualTo("\none\ntwo ; kept\n\nthree");
    assertThat(value(file, "a", "next")).isEqualTo("1");
  }

  @Test
  void windows_line_ends_are_accepted() throws IOException {
    assertThat(value(read("[a]\r\nx = 1\r\ny = 2\r\n"), "a", "x")).isEqualTo("1");
  }

  @Test
  void values_refer_to_others_of_their_section_and_of_DEFAULT() throws IOException {
    ConfigurationFile file = read("[DEFAULT]\nroot = /srv\n[a]\nname = n\npath = %(root)s/%(name)s/100%%\n");
    assertThat(value(file, "a", "path")).isEqualTo("/srv/n/100%");
    assertThat(file.sectionNames()).containsExactly("a");
  }

  @Test
  void an_absent_section_is_empty() throws IOException {
    assertThat(read("[a]\n").section("b")).isEmpty();
  }

  @Test
  void all_problems_are_told_with_their_lines() throws IOException {
    Path path = write("[a]\nx = 1\nnonsense\nx = 2\n[a]\n");
    assertThatThrownBy(() -> ConfigurationFile.read(path))
        .hasMessage(
            """
            %1$s:3: neither 'key = value' nor a [section]: 'nonsense'
            %1$s:4: option 'x' in section 'a' already exists
            %1$s:5: section 'a' already exists, at line 1"""
                .formatted(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = 1                      | 1: the file does not start with a [section]: 'x = 1'",
        "[                          | 1: a section is written [name], not '['",
      })
  void text_outside_the_dialect_is_refused(String text, String message) throws IOException {
    Path path = write(text);
    assertThatThrownBy(() -> ConfigurationFile.read(path)).hasMessage(path + ":" + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "50%     | '%' must be followed by '%' or '(name)s', found: '%'",
        "%y      | '%' must be followed by '%' or '(name)s', found: '%y'",
        "%(gone)s| refers to '%(gone)s', which is not defined",
        "%(x)s   | the value refers to itself: '%(x)s'",
      })
  void a_bad_reference_names_its_line(String value, String message) throws IOException {
    ConfigurationFile file = read("[a]\n\nx = " + value + "\n");
    assertThatThrownBy(() -> file.section("a"))
        .hasMessage(file.path() + ":3: " + message);
  }

  @Test
  void an_absent_file_says_so() {
    assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("none.cfg")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageEndingWith("none.cfg: the configuration file does not exist");
  }

  @Test
  void a_folder_and_a_binary_file_are_refused() throws IOException {
    assertThatThrownBy(() -> ConfigurationFile.read(folder)).hasMessageEndingWith("it is a directory");
    Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> ConfigurationFile.read(binary)).hasMessageEndingWith("is not UTF-8 text");
  }

  private static String value(ConfigurationFile file, String section, String key) {
    return file.section(section).orElseThrow().get(key).orElseThrow().value();
  }

  private ConfigurationFile read(String text) throws IOException {
    return ConfigurationFile.read(write(text));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "c", ".cfg"), text, StandardCharsets.UTF_8);
  }
}

package org.slapos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandTableTest {
  private final CommandTable table = CommandTable.standard();

  /** Commands of 1.6.10 and 1.26.1 with all spellings of their options. */
  static Stream<List<String>> referenceOptions() throws IOException {
    try (var in = CommandTableTest.class.getResourceAsStream("reference-options.tsv")) {
      String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return table.lines().map(line -> List.of(line.split("\t"))).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("referenceOptions")
  void every_option_of_the_reference_is_understood(List<String> command) {
    String help = help(command.getFirst());
    assertThat(List.of(command.getLast().split(" ", -1)))
        .allSatisfy(option -> assertThat(help).containsPattern("(?m)(^|[\\s,\\[|])" + option + "([\\s,\\]|]|$)"));
  }

  @Test
  void every_command_is_explained_in_the_handbook() throws IOException {
    String handbook = Files.readString(Path.of("../docs/cli.md"));
    assertThat(table.all()).allSatisfy(entry -> assertThat(handbook).contains(lastWord(entry.name())));
  }

  @Test
  void every_command_has_a_summary_and_a_help() {
    assertThat(table.all()).allSatisfy(entry -> {
      assertThat(entry.summary()).isNotBlank().doesNotEndWith(".");
      assertThat(help(entry.name())).startsWith("usage: slapos " + entry.name());
    });
  }

  private String help(String name) {
    CommandEntry entry = table.find(List.of(name.split(" ", -1))).orElseThrow().entry();
    return Slapos.parser(entry, entry.command().get()).formatHelp();
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }
}

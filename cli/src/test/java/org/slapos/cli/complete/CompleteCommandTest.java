package org.slapos.cli.complete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.cli.TestTerminal;

class CompleteCommandTest {
  @TempDir Path folder;

  @Test
  void the_words_are_those_of_the_reference_and_more() throws IOException {
    Map<String, List<String>> ours = words(script("none"));
    words(recorded()).forEach((variable, words) -> {
      boolean elsewhere = variable.matches("cmds_(node|proxy|configure)_.*");
      if (!elsewhere && ours.containsKey(variable) && ours.get(variable).getFirst().startsWith("-")) {
        assertThat(ours.get(variable)).as(variable).containsAll(words);
      }
    });
    assertThat(ours.get("cmds")).contains("request", "node", "service", "apply");
    assertThat(ours.get("cmds_service")).containsExactly("info", "list", "watch");
  }

  @ParameterizedTest
  @CsvSource({
    "slapos serv,                     service",
    "slapos service l,                list",
    "slapos request --parameters-,    --parameters-file",
    "slapos request --verb,           --verbose",
    "slapos service list --format ya, yaml",
    "slapos complete --shell fi,      fish",
    "slapos request a --state sto,    stopped",
    "slapos -q node softw,            software",
    "slapos request --force-serialisation j, json-in-xml",
  })
  void bash_completes_commands_options_and_values(String line, String completed) throws Exception {
    assertThat(bash(line)).containsExactly(completed);
  }

  @Test
  void bash_completes_files_where_files_are_meant() throws Exception {
    Files.createFile(folder.resolve("parameters.yaml"));
    assertThat(bash("slapos request --parameters-file para")).containsExactly("parameters.yaml");
    assertThat(bash("slapos apply para")).containsExactly("parameters.yaml");
  }

  @Test
  void bash_completes_names_that_the_master_knows() throws Exception {
    Path program = Files.writeString(folder.resolve("slapos"), "#!/bin/sh\necho shop\necho mail\necho 'big $(date) tea'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(bash("slapos service info sh")).containsExactly("shop");
    assertThat(bash("slapos supply x ma")).containsExactly("mail");
    assertThat(bash("slapos computer list sh")).isEmpty();
    assertThat(bash("slapos service info bi")).as("quoted, not run").containsExactly("big\\ \\$\\(date\\)\\ tea");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zsh", "fish"})
  void the_scripts_of_other_shells_are_understood_by_them(String shell) throws Exception {
    Path file = Files.writeString(folder.resolve("script"), script(shell));
    Process process;
    try {
      process = new ProcessBuilder(shell, "-n", file.toString()).redirectErrorStream(true).start();
    } catch (IOException absent) {
      assumeTrue(false, shell + " is not installed");
      return;
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  @Test
  void another_name_is_completed_too() {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("complete", "--name", "my-slapos")).isZero();
    assertThat(terminal.out()).startsWith("_my_slapos()").endsWith(" -F _my_slapos my-slapos\n");
    assertThat(terminal.run("complete", "--shell", "tcsh")).isEqualTo(2);
  }

  private List<String> bash(String line) throws Exception {
    List<String> words = List.of(line.split(" "));
    String program = script("bash") + """
        COMP_WORDS=(%s)
        COMP_CWORD=%d
        _slapos
        printf '%%s\\n' "${COMPREPLY[@]}"
        """.formatted(String.join(" ", words), words.size() - 1);
    var builder = new ProcessBuilder("bash", "--norc").directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(program.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().filter(word -> !word.isEmpty()).toList();
  }

  private String script(String shell) {
    var terminal = new TestTerminal(folder);
    assertThat(terminal.run("complete", "--shell", shell)).isZero();
    return terminal.out();
  }

  private static Map<String, List<String>> words(String text) {
    var words = new TreeMap<String, List<String>>();
    text.lines().map(String::strip).filter(line -> line.startsWith("cmds")).forEach(line -> {
      int equals = line.indexOf('=');
      words.put(line.substring(0, equals), List.of(line.substring(equals + 2, line.length() - 1).split(" ")));
    });
    return words;
  }

  private static String recorded() throws IOException {
    try (var in = Objects.requireNonNull(CompleteCommandTest.class.getResourceAsStream("recorded-words.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

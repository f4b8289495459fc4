package org.slapos.grid.buildout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShebangTest {
  @TempDir Path folder;

  private Path script(String content) throws Exception {
    return Files.writeString(folder.resolve("script"), content);
  }

  @Test
  void words_of_the_first_line() throws Exception {
    assertThat(Shebang.words(script("#!/usr/bin/python3 -S  -u\ncode\n"))).containsExactly("/usr/bin/python3", "-S", "-u");
    assertThat(Shebang.words(script("code\n"))).isEmpty();
    assertThat(Shebang.words(script(""))).isEmpty();
  }

  @Test
  void the_python_behind_a_script() throws Exception {
    assertThat(Shebang.python(script("#!/opt/python -S\n"))).contains(Path.of("/opt/python"));
    assertThat(Shebang.python(script("#!/bin/sh\n'''exec' /a/very/long/python \"$0\" \"$@\"\n")))
        .contains(Path.of("/a/very/long/python"));
    assertThat(Shebang.python(script("#!/bin/sh\nexec /a/very/long/python -u \"$0\" \"$@\"\n")))
        .contains(Path.of("/a/very/long/python"));
    assertThat(Shebang.python(script("text"))).isEmpty();
    assertThat(Shebang.python(folder.resolve("none"))).isEmpty();
  }
}

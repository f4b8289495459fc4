package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.slapos.files.InstalledProgram;

class InstalledProgramTest {
  @Test
  void a_program_is_found_with_its_folder() {
    assertThat(InstalledProgram.find("sh")).hasValueSatisfying(found -> {
      assertThat(found).isAbsolute().hasFileName("sh");
      assertThat(Files.isExecutable(found)).isTrue();
    });
  }

  @Test
  void what_is_not_installed_is_not_found() {
    assertThat(InstalledProgram.find("no-such-program")).isEmpty();
  }
}

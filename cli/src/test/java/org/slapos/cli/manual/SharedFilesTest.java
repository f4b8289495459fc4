package org.slapos.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.CommandTable;

class SharedFilesTest {
  @TempDir Path share;

  @Test
  void every_command_has_a_manual_page() throws IOException {
    SharedFiles.write(share);
    for (var entry : CommandTable.standard().all()) {
      Path page = share.resolve("man/man1/slapos-" + entry.name().replace(' ', '-') + ".1");
      assertThat(page).content().startsWith(".TH SLAPOS\\-".replace("\\-", "-")).contains(".SH SYNOPSIS");
    }
    assertThat(share.resolve("man/man1/slapos.1")).content().contains("\\fBnode instance\\fR");
    assertThat(share.resolve("man/man1/slapos-request.1")).content()
        .contains(".TP\n\\fB\\-\\-parameters\\-file\\fR \\fIFILE\\fR\n", ".SH EXAMPLES\n.nf\n", ".fi\n");
  }

  @Test
  void no_line_of_text_is_taken_for_a_request() throws IOException {
    SharedFiles.write(share);
    try (var pages = Files.list(share.resolve("man/man1"))) {
      for (Path page : pages.toList()) {
        assertThat(Files.readAllLines(page)).filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
            .allSatisfy(line -> assertThat(line).matches("\\.(TH|SH|TP|PP|B|BR|nf|fi)( .*)?"));
      }
    }
  }

  @Test
  void completion_scripts_lie_where_shells_look() throws IOException {
    SharedFiles.write(share);
    assertThat(share.resolve("bash-completion/completions/slapos")).isNotEmptyFile();
    assertThat(share.resolve("zsh/site-functions/_slapos")).content().startsWith("#compdef slapos");
    assertThat(share.resolve("fish/vendor_completions.d/slapos.fish")).isNotEmptyFile();
  }
}

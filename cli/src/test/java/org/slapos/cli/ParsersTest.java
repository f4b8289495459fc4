package org.slapos.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.sourceforge.argparse4j.inf.ArgumentParserException;
import org.junit.jupiter.api.Test;

class ParsersTest {

  @Test
  void the_parser_of_this_version_of_the_library_can_be_made_with_our_texts() throws ArgumentParserException {
    var parser = Parsers.named("slapos x");
    parser.addArgument("--state");
    parser.addArgument("--slave");
    parser.addArgument("@file");

    assertThat(parser.parseArgs(new String[] {"--st", "stopped", "@absent"}).getAttrs())
        .containsEntry("state", "stopped").containsEntry("@file", "@absent");
    assertThatThrownBy(() -> parser.parseArgs(new String[] {"--s", "x", "y"}))
        .hasMessageContaining("ambiguous option: --s could match");
    assertThat(parser.formatUsage()).startsWith("usage: slapos x");
  }
}

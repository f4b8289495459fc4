package org.slapos.cli.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  @Test
  void what_a_service_writes_neither_steers_the_terminal_nor_colours_it() {
    assertThat(LogLines.harmless("\u001b[31mred\u001b[0m and \u20ac\ttab\r")).isEqualTo("red and \u20ac\ttab");
    assertThat(LogLines.harmless("\u001b[2J \u009b2J \u0007 \u001b]0;title\u0007 10 %\r20 %"))
        .isEqualTo("?[2J ?2J ? ?]0;title? 10 %?20 %");
  }

  @Test
  void names_stand_in_one_column_and_have_colours_on_a_terminal() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, UTF_8);
    var plain = new LogLines(out, false);
    plain.line("httpd", "one");
    plain.line("promise/check", "two");
    plain.line("httpd", "three");
    new LogLines(out, true).line("httpd", "four");
    assertThat(bytes.toString(UTF_8).lines()).containsExactly(
        "httpd    | one", "promise/check | two", "httpd         | three", "\u001b[0;36mhttpd    | \u001b[0mfour");
  }
}

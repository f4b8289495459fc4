package org.slapos.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slapos.cli.help.Explanation;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** The manual page of one command, for {@code man}. */
record ManualPage(CommandSpec command, String version) {

  String fileName() {
    return "slapos-" + command.entry().name().replace(' ', '-') + ".1";
  }

  String text() {
    String title = "slapos-" + command.entry().name().replace(' ', '-');
    var text = new StringBuilder();
    text.append(".TH ").append(title.toUpperCase(Locale.ROOT)).append(" 1 \"\" \"SlapOS ").append(version).append("\"\n");
    text.append(".SH NAME\n").append(Roff.text(title)).append(" \\- ").append(Roff.text(command.entry().summary())).append("\n");
    text.append(".SH SYNOPSIS\n.B slapos ").append(Roff.text(command.entry().name())).append("\n").append(synopsis()).append("\n");
    section(text, "ARGUMENTS", command.arguments());
    section(text, "OPTIONS", command.options());
    Explanation.of(command.entry().name()).ifPresent(explanation -> explanation(text, explanation));
    return text.append(".SH SEE ALSO\n.BR slapos (1)\n").toString();
  }

  private String synopsis() {
    String arguments = command.arguments().stream()
        .map(argument -> Roff.text(argument.names().getFirst() + (argument.repeated() ? " ..." : "")))
        .collect(Collectors.joining(" "));
    return Roff.text("[options] ") + arguments;
  }

  private static void section(StringBuilder text, String title, List<OptionSpec> options) {
    if (options.isEmpty()) {
      return;
    }
    text.append(".SH ").append(title).append("\n");
    for (var option : options) {
      String names = option.names().stream().map(name -> "\\fB" + Roff.text(name) + "\\fR").collect(Collectors.joining(", "));
      String value = option.takesValue() && !option.isArgument()
          ? " \\fI" + Roff.text(option.value() + (option.repeated() ? " ..." : "")) + "\\fR" : "";
      text.append(".TP\n").append(names).append(value).append("\n").append(Roff.text(option.help())).append("\n");
    }
  }

  /** Sentences first, then examples as they are typed. */
  private static void explanation(StringBuilder text, String explanation) {
    boolean literal = false;
    text.append(".SH DESCRIPTION\n");
    for (String line : explanation.lines().toList()) {
      if (line.equals("Examples:")) {
        literal = end(text, literal);
        text.append(".SH EXAMPLES\n");
      } else if (line.startsWith("  ")) {
        if (!literal) {
          text.append(".nf\n");
          literal = true;
        }
        text.append(Roff.text(line.substring(2))).append("\n");
      } else if (line.isBlank()) {
        text.append(literal ? "\n" : ".PP\n");
      } else {
        literal = end(text, literal);
        text.append(Roff.text(line)).append("\n");
      }
    }
    end(text, literal);
  }

  private static boolean end(StringBuilder text, boolean literal) {
    if (literal) {
      text.append(".fi\n");
    }
    return false;
  }
}

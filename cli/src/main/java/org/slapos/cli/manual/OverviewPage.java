package org.slapos.cli.manual;

import java.util.List;
import java.util.stream.Collectors;
import org.slapos.cli.CommandGroup;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** The manual page {@code slapos(1)}. */
record OverviewPage(List<CommandSpec> commands, List<OptionSpec> global, String version) {

  String text() {
    var text = new StringBuilder(".TH SLAPOS 1 \"\" \"SlapOS " + version + "\"\n");
    text.append(".SH NAME\nslapos \\- a private cloud without virtualisation\n");
    text.append(".SH SYNOPSIS\n.B slapos\n[global options] command [options and arguments]\n");
    for (CommandGroup group : CommandGroup.values()) {
      List<CommandSpec> members = commands.stream().filter(command -> command.entry().group() == group).toList();
      if (!members.isEmpty()) {
        text.append(".SH ").append(Roff.text(group.title())).append("\n");
        members.forEach(command -> text.append(".TP\n\\fB").append(Roff.text(command.entry().name()))
            .append("\\fR\n").append(Roff.text(command.entry().summary())).append("\n"));
      }
    }
    text.append(".SH GLOBAL OPTIONS\nTaken anywhere in the line up to \\-\\-; a unique prefix is enough.\n");
    global.forEach(option -> text.append(".TP\n")
        .append(option.names().stream().map(name -> "\\fB" + Roff.text(name) + "\\fR").collect(Collectors.joining(", ")))
        .append(option.takesValue() ? " \\fI" + Roff.text(option.value()) + "\\fR" : "").append("\n")
        .append(Roff.text(option.help())).append("\n"));
    return text.append("""
        .SH EXIT STATUS
        .TP
        0
        done
        .TP
        1
        an error; the last line says which
        .TP
        2
        a wrong command line, not ready or not known, a promise failed, or the time of \\-\\-wait was over
        .TP
        3
        the Master could not be read
        .TP
        5
        no such command, a misplaced option, or root is needed
        .TP
        10
        another agent of the same kind is running
        .SH FILES
        .TP
        ~/.slapos/slapos\\-client.cfg
        client commands; \\fBSLAPOS_CLIENT_CONFIGURATION\\fR names another
        .TP
        /etc/opt/slapos/slapos.cfg
        all others; \\fBSLAPOS_CONFIGURATION\\fR names another
        """).toString();
  }
}

package org.slapos.cli.help;

import java.util.List;
import org.slapos.cli.CommandEntry;
import org.slapos.cli.CommandGroup;
import org.slapos.cli.CommandTable;
import org.slapos.cli.GlobalOptions;
import org.slapos.cli.Version;

/** The list of all commands. */
public final class TopLevelHelp {
  private static final int NAME_WIDTH = 20;

  private final CommandTable table;

  public TopLevelHelp(CommandTable table) {
    this.table = table;
  }

  public String text() {
    var text = new StringBuilder("SlapOS ").append(Version.text()).append(": a private cloud without virtualisation\n\n");
    text.append("usage: slapos [global options] COMMAND [options and arguments]\n");
    for (CommandGroup group : CommandGroup.values()) {
      List<CommandEntry> entries = table.all().stream().filter(entry -> entry.group() == group).toList();
      if (!entries.isEmpty()) {
        text.append('\n').append(group.title()).append(":\n");
        entries.forEach(entry -> append(text, entry));
      }
    }
    String globals = HelpLayout.of(GlobalOptions.parser());
    text.append("\nGlobal options:\n").append(globals.substring(globals.indexOf("  -h")));
    return text.append("\nMore on one command: slapos COMMAND --help\n").toString();
  }

  private static void append(StringBuilder text, CommandEntry entry) {
    text.append("  ").append(entry.name());
    text.repeat(' ', Math.max(0, NAME_WIDTH - entry.name().length())).append("  ").append(entry.summary()).append('\n');
  }
}

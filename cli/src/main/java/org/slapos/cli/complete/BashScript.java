package org.slapos.cli.complete;

import java.util.List;
import java.util.stream.Collectors;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** Completion for bash: the words of {@link CommandWords}, and a function that knows which values come where. */
record BashScript(List<CommandSpec> commands, List<OptionSpec> global, String name) {
  private static final String HEAD = """
        local cur=${COMP_WORDS[COMP_CWORD]} prev= key=cmds next i count=0 name
        COMPREPLY=()
        [ "$COMP_CWORD" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD-1]}
        for ((i = 1; i < COMP_CWORD; i++)); do
          case ${COMP_WORDS[i]} in -*) continue ;; esac
          next=${key}_${COMP_WORDS[i]//-/_}
          case " ${!key} " in *" ${COMP_WORDS[i]} "*) key=$next ;; *) count=$((count + 1)) ;; esac
        done
      """;
  private static final String TAIL = """
        if [ "${cur#-}" != "$cur" ]; then
          COMPREPLY=($(compgen -W "${!key} $global" -- "$cur"))
        else
          case ${!key} in
            -*) case "$key $count" in
      @ARGUMENTS@      *) COMPREPLY=($(compgen -f -- "$cur")) ;;
            esac ;;
            *) COMPREPLY=($(compgen -W "${!key}" -- "$cur")) ;;
          esac
        fi
      }
      """;

  String text() {
    String function = "_" + name.replaceAll("[^A-Za-z0-9_]", "_");
    return function + "()\n{\n"
        + "  local " + variables() + "\n"
        + new CommandWords(commands).lines()
        + "  local global='" + String.join(" ", global.stream().flatMap(o -> o.names().stream()).toList()) + "'\n"
        + HEAD
        + "  case \"$key $prev\" in\n" + values() + "  esac\n"
        + TAIL.replace("@ARGUMENTS@", arguments())
        + "complete -o filenames -o default -F " + function + " " + name + "\n";
  }

  private String variables() {
    return new CommandWords(commands).lines().lines()
        .map(line -> line.strip().replaceFirst("=.*", "")).collect(Collectors.joining(" "));
  }

  private String values() {
    var lines = new StringBuilder();
    for (var command : commands) {
      for (var option : command.options()) {
        if (option.takesValue()) {
          String pattern = option.names().stream()
              .map(spelling -> "'" + key(command) + " " + spelling + "'").collect(Collectors.joining(" | "));
          lines.append("    ").append(pattern).append(") COMPREPLY=($(compgen ").append(source(option))
              .append(" -- \"$cur\")); return ;;\n");
        }
      }
    }
    return lines.toString();
  }

  private static String source(OptionSpec option) {
    if (!option.suggestions().isEmpty()) {
      return "-W '" + String.join(" ", option.suggestions()) + "'";
    }
    return option.namesFile() ? "-f" : "-W ''";
  }

  private String arguments() {
    var lines = new StringBuilder();
    for (var command : commands) {
      List<OptionSpec> arguments = command.arguments();
      for (int i = 0; i < arguments.size(); i++) {
        var live = LiveNames.of(command, arguments.get(i));
        if (live.isPresent()) {
          String count = arguments.get(i).repeated() ? "*" : Integer.toString(i);
          // Line by line: compgen would take blanks in a name for its end, and run what looks like a command in it.
          lines.append("        '").append(key(command)).append(" '").append(count)
              .append(") compopt +o filenames 2> /dev/null; while IFS= read -r name; do printf -v name %q \"$name\"; ")
              .append("case $name in \"$cur\"*) COMPREPLY+=(\"$name\") ;; esac; done < <(")
              .append(live.get().shell(name)).append(") ;;\n");
        }
      }
    }
    return lines.toString();
  }

  private static String key(CommandSpec command) {
    return "cmds_" + String.join("_", command.words()).replace('-', '_');
  }
}

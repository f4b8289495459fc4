package org.slapos.cli.complete;

import java.util.List;
import java.util.stream.Collectors;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** Completion for zsh, with a sentence on each command and option. */
record ZshScript(List<CommandSpec> commands, List<OptionSpec> global, String name) {
  private static final String HEAD = """
      #compdef @NAME@

      _@FUNCTION@() {
        local -a known
        local -i used=0
        local key='' candidate='' word
        known=(
      @KNOWN@  )
        for word in ${words[2,CURRENT-1]}; do
          [[ $word == -* ]] && { (( used == 0 )) && continue || break }
          candidate=${candidate:+$candidate }$word
          used+=1
          if (( ${+known[(r)$candidate:*]} )) && [[ -n ${known[(r)$candidate:*]} ]]; then key=$candidate; break; fi
          (( used == 2 )) && break
        done
        if [[ -z $key ]]; then
          local -a next
          local prefix=${candidate:+$candidate }
          local -i skip=${#prefix}
          next=(${${(M)known:#$prefix*}#$prefix})
          if [[ -z $prefix ]]; then
            local -A first
            local entry
            for entry in $next; do first[${${entry%%:*}%% *}]=${first[${${entry%%:*}%% *}]:-${entry#*:}}; done
            next=()
            for entry in ${(k)first}; do next+=("$entry:${first[$entry]}"); done
          fi
          _describe command next
          return
        fi
        local -i skipped=0
        local -i index=2
        while (( skipped < used )); do
          [[ ${words[index]} == -* ]] || skipped+=1
          index+=1
        done
        words=(@NAME@ "${(@)words[index,-1]}")
        CURRENT=$(( CURRENT - index + 2 ))
        case $key in
      """;

  String text() {
    String function = name.replaceAll("[^A-Za-z0-9_]", "_");
    String known = commands.stream()
        .map(command -> "    " + ShellText.quoted(command.entry().name() + ":" + command.entry().summary()) + "\n")
        .collect(Collectors.joining());
    var text = new StringBuilder(
        HEAD.replace("@NAME@", name).replace("@FUNCTION@", function).replace("@KNOWN@", known));
    for (var command : commands) {
      text.append("    ").append(ShellText.quoted(command.entry().name())).append(")\n      _arguments -s -S");
      command.options().forEach(option -> append(text, option));
      global.stream().filter(option -> !option.names().contains("--help")).forEach(option -> append(text, option));
      command.arguments().forEach(argument -> append(text, command, argument));
      text.append(" ;;\n");
    }
    // As an autoloaded file it is the function; sourced, it has to be named.
    return text.append("  esac\n}\n\nif [[ $funcstack[1] == _").append(function).append(" ]]; then _").append(function)
        .append(" \"$@\"; else compdef _").append(function).append(' ').append(name).append("; fi\n").toString();
  }

  private static void append(StringBuilder text, OptionSpec option) {
    for (String spelling : option.names()) {
      String others = option.repeated() ? "*" : option.names().size() > 1 ? "(" + String.join(" ", option.names()) + ")" : "";
      String value = option.takesValue() ? ":" + escaped(option.value()) + ":" + values(option) : "";
      text.append(" \\\n        ").append(ShellText.quoted(others + spelling + "[" + escaped(option.help()) + "]" + value));
    }
  }

  private void append(StringBuilder text, CommandSpec command, OptionSpec argument) {
    String values = LiveNames.of(command, argument)
        .map(live -> "{compadd -- ${(f)\"$(" + live.shell(name) + ")\"}}")
        .orElse(values(argument));
    text.append(" \\\n        ").append(ShellText.quoted(
        (argument.repeated() ? "*" : "") + ":" + escaped(argument.names().getFirst()) + ":" + values));
  }

  private static String values(OptionSpec option) {
    if (!option.suggestions().isEmpty()) {
      return "(" + String.join(" ", option.suggestions()) + ")";
    }
    return option.namesFile() ? "_files" : "";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace(":", "\\:").replace("[", "\\[").replace("]", "\\]");
  }
}

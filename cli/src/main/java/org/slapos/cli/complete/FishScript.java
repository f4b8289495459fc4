package org.slapos.cli.complete;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slapos.cli.spec.CommandSpec;
import org.slapos.cli.spec.OptionSpec;

/** Completion for fish. */
record FishScript(List<CommandSpec> commands, List<OptionSpec> global, String name) {
  private static final String HEAD = """
      function __@NAME@_words
        set -l words (commandline -opc)
        set -e words[1]
        string match -v -- '-*' $words
      end
      function __@NAME@_at
        set -l words (__@NAME@_words)
        test (count $words) -ge (count $argv); or return 1
        for i in (seq (count $argv))
          test $words[$i] = $argv[$i]; or return 1
        end
      end
      function __@NAME@_next
        test (count (__@NAME@_words)) -eq (count $argv); and __@NAME@_at $argv
      end
      """;

  String text() {
    String prefix = name.replaceAll("[^A-Za-z0-9_]", "_");
    var text = new StringBuilder(HEAD.replace("@NAME@", prefix));
    for (var live : LiveNames.values()) {
      text.append("function __").append(prefix).append('_').append(live).append("\n  ").append(live.shell(name))
          .append("\nend\n");
    }
    text.append("complete -c ").append(name).append(" -f\n");
    firstWords(text, prefix);
    for (var command : commands) {
      String at = "__" + prefix + "_at " + command.entry().name();
      if (command.words().size() > 1) {
        line(text, "__" + prefix + "_next " + command.words().getFirst())
            .append(" -a ").append(command.words().get(1)).append(described(command.entry().summary()));
      }
      command.options().forEach(option -> option(text, at, option));
      command.arguments().forEach(argument -> argument(text, at, prefix, command, argument));
    }
    global.forEach(option -> option(text, "", option));
    return text.toString();
  }

  private void firstWords(StringBuilder text, String prefix) {
    var words = new TreeMap<String, String>();
    commands.forEach(command -> words.merge(
        command.words().getFirst(),
        command.words().size() == 1 ? command.entry().summary() : command.entry().group().title(),
        (known, _) -> known));
    words.forEach((word, summary) ->
        line(text, "__" + prefix + "_next").append(" -a ").append(word).append(described(summary)));
  }

  private void option(StringBuilder text, String condition, OptionSpec option) {
    line(text, condition);
    for (String spelling : option.names()) {
      text.append(spelling.startsWith("--") ? " -l " : " -s ").append(spelling.replaceFirst("^-+", ""));
    }
    if (option.takesValue()) {
      text.append(option.namesFile() ? " -r -F" : " -x");
      if (!option.suggestions().isEmpty()) {
        text.append(" -a ").append(ShellText.fish(String.join(" ", option.suggestions())));
      }
    }
    text.append(described(option.help()));
  }

  private void argument(StringBuilder text, String at, String prefix, CommandSpec command, OptionSpec argument) {
    var live = LiveNames.of(command, argument);
    if (live.isPresent()) {
      line(text, at).append(" -a '(__").append(prefix).append('_').append(live.get()).append(")'\n");
    } else if (argument.namesFile()) {
      line(text, at).append(" -F\n");
    }
  }

  private StringBuilder line(StringBuilder text, String condition) {
    text.append("complete -c ").append(name);
    return condition.isEmpty() ? text : text.append(" -n ").append(ShellText.fish(condition));
  }

  private static String described(String summary) {
    return " -d " + ShellText.fish(summary.lines().collect(Collectors.joining(" "))) + "\n";
  }
}

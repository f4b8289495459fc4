package org.slapos.cli.complete;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slapos.cli.spec.CommandSpec;

/**
 * The words of all commands as shell variables: {@code cmds} holds the first words, {@code cmds_node} those after {@code
 * node}, {@code cmds_node_bang} the options. Programs read these lines (reference: cli.md, complete).
 */
record CommandWords(List<CommandSpec> commands) {

  String lines() {
    SortedMap<String, String> variables = new TreeMap<>();
    for (var command : commands) {
      variables.put("_" + String.join("_", command.words()).replace('-', '_'), command.options().stream()
          .flatMap(option -> option.names().stream())
          .collect(Collectors.joining(" ")));
    }
    Map<String, TreeSet<String>> groups = new TreeMap<>();
    for (var command : commands) {
      List<String> words = command.words();
      groups.computeIfAbsent("", _ -> new TreeSet<>()).add(words.getFirst());
      if (words.size() > 1) {
        groups.computeIfAbsent("_" + words.getFirst(), _ -> new TreeSet<>()).add(words.get(1));
      }
    }
    groups.forEach((variable, words) -> variables.put(variable, String.join(" ", words)));
    return variables.entrySet().stream()
        .map(variable -> "  cmds" + variable.getKey() + "='" + variable.getValue() + "'\n")
        .collect(Collectors.joining());
  }
}

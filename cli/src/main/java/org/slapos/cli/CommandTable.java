package org.slapos.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.slapos.cli.complete.CompleteCommand;
import org.slapos.cli.help.HelpCommand;
import org.slapos.cli.help.Suggestion;

/** All commands by name. */
public final class CommandTable {
  private final NavigableMap<String, CommandEntry> entries = new TreeMap<>();

  private CommandTable() {}

  /** A command that was found, and the words after it. */
  public record Match(CommandEntry entry, List<String> arguments) {

    /** The arguments as the command's parser must see them: what is passed on is no option of ours. */
    List<String> parsedArguments() {
      if (!entry.passesArguments() || arguments.contains("--")) {
        return arguments;
      }
      int first = 0;
      while (first < arguments.size() && arguments.get(first).startsWith("-")) {
        first += arguments.get(first).equals("--cfg") ? 2 : 1;
      }
      if (first >= arguments.size()) {
        return arguments;
      }
      var marked = new ArrayList<>(arguments);
      marked.add(first, "--");
      return List.copyOf(marked);
    }
  }

  /** The commands of the product. */
  public static CommandTable standard() {
    var table = new CommandTable();
    ClientCommands.all().forEach(table::add);
    NodeCommands.all().forEach(table::add);
    MasterCommands.all().forEach(table::add);
    table.add(new CommandEntry(
        "help", CommandGroup.OTHER, "show the list of commands, or one command's help", () -> new HelpCommand(table)));
    table.add(new CommandEntry(
        "complete", CommandGroup.OTHER, "print a completion script for your shell", () -> new CompleteCommand(table)));
    return table;
  }

  private void add(CommandEntry entry) {
    entries.put(entry.name(), entry);
  }

  /** Every command, sorted by name. */
  public Collection<CommandEntry> all() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** The shortest command that the words begin with; {@code node} alone means {@code node status}. */
  public Optional<Match> find(List<String> words) {
    if (words.equals(List.of("node"))) {
      return find(List.of("node", "status"));
    }
    for (int length = 1; length <= words.size(); length++) {
      CommandEntry entry = entries.get(String.join(" ", words.subList(0, length)));
      if (entry != null) {
        return Optional.of(new Match(entry, List.copyOf(words.subList(length, words.size()))));
      }
    }
    return Optional.empty();
  }

  /** What to tell somebody who typed words that are no command. */
  public String explainUnknown(List<String> words) {
    String typed = String.join(" ", words);
    List<String> longer = entries.keySet().stream().filter(name -> name.startsWith(typed + " ")).toList();
    String hint = longer.isEmpty()
        ? Suggestion.nearest(typed, entries.keySet()).map(name -> " Did you mean 'slapos " + name + "'?").orElse("")
        : " Did you mean '" + String.join("', '", longer.stream().map(name -> "slapos " + name).toList()) + "'?";
    return "slapos: the command '" + typed + "' does not exist." + hint + " All commands: slapos help";
  }
}

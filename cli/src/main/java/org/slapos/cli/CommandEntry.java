package org.slapos.cli;

import java.util.function.Supplier;

/**
 * A command in the table.
 *
 * @param name its words, such as {@code node software}
 * @param summary one line for the list of commands
 * @param passesArguments whether everything from the first plain word on belongs to another program
 * @param command made only when it is run or explained: starting quickly means loading little
 */
public record CommandEntry(
    String name, CommandGroup group, String summary, boolean passesArguments, Supplier<Command> command) {

  /** A command that understands all its arguments. */
  public CommandEntry(String name, CommandGroup group, String summary, Supplier<Command> command) {
    this(name, group, summary, false, command);
  }
}

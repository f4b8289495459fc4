package org.slapos.cli.spec;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.CommandEntry;

/** A command with all that it declares. */
public record CommandSpec(CommandEntry entry, List<OptionSpec> declared) {
  /** What every command understands. */
  private static final OptionSpec HELP =
      new OptionSpec(List.of("-h", "--help"), "show this help and exit", "", List.of(), false, false);

  public CommandSpec {
    declared = List.copyOf(declared);
  }

  /** Reads the declarations of a command. */
  public static CommandSpec of(CommandEntry entry) {
    return new CommandSpec(entry, declarations(entry.command().get()::declare));
  }

  /** What is declared to a parser. */
  public static List<OptionSpec> declarations(Consumer<ArgumentParser> declaring) {
    var recorder = new DeclarationRecorder();
    declaring.accept(recorder.parser());
    return recorder.declared();
  }

  /** The words of its name. */
  public List<String> words() {
    return List.of(entry.name().split(" "));
  }

  /** Its options, help first. */
  public List<OptionSpec> options() {
    return Stream.concat(
            Stream.of(HELP), declared.stream().filter(option -> !option.isArgument()))
        .toList();
  }

  /** Its arguments, in their order. */
  public List<OptionSpec> arguments() {
    return declared.stream().filter(OptionSpec::isArgument).toList();
  }
}

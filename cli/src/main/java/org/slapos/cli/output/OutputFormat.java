package org.slapos.cli.output;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Invocation;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** The forms in which reading commands print what they found, by {@code --format}. */
public enum OutputFormat {
  /** Columns for people. */
  TABLE,
  /** One document for programs. */
  JSON,
  /** The same document as YAML. */
  YAML,
  /** One name per line, for shells. */
  NAME;

  private static final String OPTION = "format";

  /** Declares {@code --format}; without it a command prints what the reference prints. */
  public static void declare(ArgumentParser parser) {
    declare(parser, "print columns, a document, or names alone; scripts that know SlapOS read what comes without it",
        values());
  }

  /** Declares {@code --format} for a command that has some of the forms. */
  public static void declare(ArgumentParser parser, String help, OutputFormat... forms) {
    String[] names = Arrays.stream(forms).map(OutputFormat::word).toArray(String[]::new);
    parser.addArgument("--" + OPTION).choices(names).help(help);
  }

  /** The form that was asked for; empty without the option. */
  public static Optional<OutputFormat> of(Invocation invocation) {
    return invocation.text(OPTION).map(word -> valueOf(word.toUpperCase(Locale.ROOT)));
  }

  /**
   * Prints a document.
   *
   * @throws IllegalStateException if the form is none of documents
   */
  public void print(Value document, PrintStream out) {
    switch (this) {
      case JSON -> out.println(JsonText.writeIndentedInOrder(document, 2));
      case YAML -> out.print(YamlText.of(document));
      case TABLE, NAME -> throw new IllegalStateException(this + " is no document");
    }
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

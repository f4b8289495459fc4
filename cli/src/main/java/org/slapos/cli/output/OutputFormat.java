package org.slapos.cli.output;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import org.slapos.cli.Invocation;

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
    String[] names = Arrays.stream(values()).map(OutputFormat::word).toArray(String[]::new);
    parser.addArgument("--" + OPTION).choices(names)
        .help("print columns, a document, or names alone; scripts that know SlapOS read what comes without it");
  }

  /** The form that was asked for; empty without the option. */
  public static Optional<OutputFormat> of(Invocation invocation) {
    return invocation.text(OPTION).map(word -> valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.slapos.cli.spec;

import java.util.List;
import java.util.Locale;

/**
 * An option or an argument as its command declares it.
 *
 * @param names all spellings of an option; one name without dashes for an argument
 * @param help one sentence
 * @param metavar what its value is called; empty if nobody said
 * @param choices the only values; empty for any
 * @param takesValue whether a value follows
 * @param repeated whether several follow
 */
public record OptionSpec(
    List<String> names, String help, String metavar, List<String> choices, boolean takesValue, boolean repeated) {
  public OptionSpec {
    names = List.copyOf(names);
    choices = List.copyOf(choices);
  }

  public boolean isArgument() {
    return !names.getFirst().startsWith("-");
  }

  /** The value as it stands in usage lines. */
  public String value() {
    if (!choices.isEmpty()) {
      return String.join("|", choices);
    }
    return metavar.isEmpty() ? names.getLast().replaceFirst("^-+", "").toUpperCase(Locale.ROOT) : metavar;
  }

  /** Values worth typing: the only ones, or those that the metavar names, as in {@code started|stopped}. */
  public List<String> suggestions() {
    return choices.isEmpty() && metavar.contains("|") ? List.of(metavar.split("\\|", -1)) : choices;
  }

  /** Whether the value is the name of a file. */
  public boolean namesFile() {
    return choices.isEmpty() && (metavar.equals("FILE") || metavar.equals("SCRIPT") || metavar.equals("DIR")
        || names.contains("file") || names.contains("software_url"));
  }
}

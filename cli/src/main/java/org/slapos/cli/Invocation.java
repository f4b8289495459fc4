package org.slapos.cli;

import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.inf.Namespace;

/** One run of a command: its options by name, and where it runs. */
public record Invocation(Namespace options, GlobalOptions global, Terminal terminal) {

  /** The value of a text option; empty if it was not given. */
  public Optional<String> text(String option) {
    return Optional.ofNullable(options.getString(option));
  }

  /** The value of a required argument. */
  public String argument(String name) {
    return text(name).orElseThrow(() -> new IllegalStateException("no argument " + name + " is declared"));
  }

  /** The values of a list option; empty if it was not given. */
  public List<String> list(String option) {
    List<String> values = options.getList(option);
    return values == null ? List.of() : values;
  }

  public boolean flag(String option) {
    return Boolean.TRUE.equals(options.getBoolean(option));
  }
}

package org.slapos.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; holds every problem that was found, not just the first. */
public final class ConfigurationException extends RuntimeException {
  private final transient List<Problem> problems;

  public ConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public ConfigurationException(Problem problem) {
    this(List.of(problem));
  }

  /** What is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}

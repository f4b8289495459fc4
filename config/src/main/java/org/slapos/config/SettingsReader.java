package org.slapos.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Takes typed values out of {@link Settings}, collecting everything that is wrong.
 *
 * <p>A value that is missing or wrong is answered with a stand-in, so that the reading goes on and finds the other
 * problems too; {@link #finish} then refuses. A blank value counts as absent, as everywhere in the reference.
 */
public final class SettingsReader {
  private final Settings settings;
  private final String section;
  private final Path home;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param section named in messages about what is missing
   * @param home what {@code ~} means in paths
   */
  public SettingsReader(Settings settings, String section, Path home) {
    this.settings = settings;
    this.section = section;
    this.home = home;
  }

  public Optional<String> text(String name) {
    return settings.get(name).map(setting -> setting.value().strip()).filter(value -> !value.isEmpty());
  }

  public String requiredText(String name) {
    return text(name).orElseGet(() -> {
      missing(name);
      return "";
    });
  }

  public Optional<Path> path(String name) {
    return text(name).flatMap(value -> converted(name, value, this::expanded, "a path"));
  }

  public Path requiredPath(String name) {
    requiredText(name);
    return path(name).orElse(Path.of(""));
  }

  public OptionalInt integer(String name) {
    Optional<Integer> number = text(name).flatMap(value -> converted(name, value, Integer::valueOf, "a whole number"));
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  public Optional<Double> decimal(String name) {
    return text(name).flatMap(value -> converted(name, value, Double::valueOf, "a number"));
  }

  /** {@code true} or {@code false}, in any case. */
  public boolean truth(String name, boolean fallback) {
    Optional<Boolean> value = text(name).flatMap(word -> converted(name, word, SettingsReader::strictTruth, "true or false"));
    return value.orElse(fallback);
  }

  /** As {@link #truth}, or {@code yes}, {@code no}, {@code on}, {@code off}, {@code 1} or {@code 0}. */
  public boolean looseTruth(String name, boolean fallback) {
    Optional<Boolean> value = text(name).flatMap(word ->
        converted(name, word, SettingsReader::looseTruth, "true or false, yes or no, on or off, 1 or 0"));
    return value.orElse(fallback);
  }

  /** The lines of a value that are not blank, stripped. */
  public List<String> lines(String name) {
    return text(name).stream().flatMap(String::lines).map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The words of a value, separated by blanks or commas. */
  public List<String> words(String name) {
    return text(name).stream()
        .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Notes a problem with the value of that name that only the caller can see. */
  public void refuse(String name, String what) {
    Origin origin = settings.get(name).map(Setting::origin).orElse(settings.whole());
    problems.add(new Problem(origin, what));
  }

  /** Takes over what another reader has found, to tell everything at once. */
  public void takeProblemsOf(SettingsReader other) {
    problems.addAll(other.problems);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationException with all problems, if there are any
   */
  public void finish() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private void missing(String name) {
    String what = settings.get(name).isPresent() ? "is empty" : "is missing";
    refuse(name, "'" + name + "' " + what + " in section [" + section + "]");
  }

  private <T> Optional<T> converted(String name, String value, Function<String, T> conversion, String expected) {
    try {
      return Optional.of(conversion.apply(value));
    } catch (IllegalArgumentException e) {
      refuse(name, "'" + name + "' must be " + expected + ", not '" + value + "'");
      return Optional.empty();
    }
  }

  private Path expanded(String value) {
    return value.equals("~") ? home : value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value);
  }

  private static boolean looseTruth(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "on" -> true;
      case "0", "no", "off" -> false;
      default -> strictTruth(word);
    };
  }

  private static boolean strictTruth(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(word);
    };
  }
}

package org.slapos.cli.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A configuration file that ships with the product, with <code>{{key}}</code> where values go. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9_]+)}}");

  private Template() {}

  /** The text with all places filled; a percent sign of a value is doubled, as the dialect wants. */
  static String fill(String name, Map<String, String> values) {
    return PLACE.matcher(text(name)).replaceAll(place -> {
      String value = Objects.requireNonNull(values.get(place.group(1)), () -> name + " has no value for " + place.group());
      return Matcher.quoteReplacement(value.replace("%", "%%"));
    });
  }

  private static String text(String name) {
    try (var in = Objects.requireNonNull(Template.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

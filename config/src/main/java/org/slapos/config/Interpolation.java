package org.slapos.config;

import java.util.Locale;
import java.util.Map;

/** Replaces {@code %(name)s} by another value of the same section and {@code %%} by a percent sign. */
final class Interpolation {
  /** As deep as the reference follows references before it calls them a loop. */
  private static final int MAXIMUM_DEPTH = 10;

  private final Map<String, Setting> values;

  /** The values of the section over those of {@code [DEFAULT]}. */
  Interpolation(Map<String, Setting> values) {
    this.values = values;
  }

  String of(Setting setting) {
    return expand(setting.value(), setting.origin(), 1);
  }

  private String expand(String raw, Origin origin, int depth) {
    if (depth > MAXIMUM_DEPTH) {
      throw new ConfigurationException(new Problem(origin, "the value refers to itself: '" + raw + "'"));
    }
    var expanded = new StringBuilder();
    int at = 0;
    for (int percent = raw.indexOf('%'); percent >= 0; percent = raw.indexOf('%', at)) {
      expanded.append(raw, at, percent);
      if (raw.startsWith("%%", percent)) {
        expanded.append('%');
        at = percent + 2;
        continue;
      }
      int end = raw.startsWith("%(", percent) ? raw.indexOf(")s", percent) : -1;
      if (end < 0) {
        throw new ConfigurationException(
            new Problem(origin, "'%' must be followed by '%' or '(name)s', found: '" + raw.substring(percent) + "'"));
      }
      expanded.append(referenced(raw.substring(percent + 2, end), origin, depth));
      at = end + 2;
    }
    return expanded.append(raw, at, raw.length()).toString();
  }

  private String referenced(String name, Origin origin, int depth) {
    Setting target = values.get(name.toLowerCase(Locale.ROOT));
    if (target == null) {
      throw new ConfigurationException(new Problem(origin, "refers to '%(" + name + ")s', which is not defined"));
    }
    return expand(target.value(), target.origin(), depth + 1);
  }
}

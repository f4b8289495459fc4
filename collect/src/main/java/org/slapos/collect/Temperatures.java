package org.slapos.collect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's temperatures, as lm-sensors tells them. */
final class Temperatures {
  private static final Logger LOGGER = LoggerFactory.getLogger("slapos");
  private static final Pattern VALUE = Pattern.compile("\\s+temp\\d+_(input|max|crit):\\s*(-?[\\d.]+)");
  private static final double NO_LIMIT = 1000;
  /** The limits are looked for in so many lines after the value. */
  private static final int LINES_WITH_LIMITS = 2;

  private Temperatures() {}

  /**
   * One sensor.
   *
   * @param id chip and label, such as {@code coretemp-isa-0000 Core 0:}
   * @param alarm how many of its two limits are reached
   */
  record Reading(String id, double temperature, int alarm) {}

  /** All of them; none, with one line in the log, where there is no sensor or no program to read them. */
  static List<Reading> read(Programs programs) {
    if (!programs.has("sensors")) {
      LOGGER.info("Temperatures are left out: the program 'sensors' (lm-sensors) is not installed");
      return List.of();
    }
    try {
      Programs.Result result = programs.run(List.of("sensors", "-u"), _ -> {});
      if (result.status() != 0) {
        LOGGER.info("Temperatures are left out: sensors says: {}", (result.output() + result.errors()).strip());
        return List.of();
      }
      return parse(result.output());
    } catch (IOException e) {
      LOGGER.info("Temperatures are left out: {}", e.getMessage());
      return List.of();
    }
  }

  /** Reads what {@code sensors -u} prints. */
  static List<Reading> parse(String output) {
    var readings = new ArrayList<Reading>();
    String[] lines = output.split("\n", -1);
    String chip = "";
    String label = "";
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      Matcher value = VALUE.matcher(line);
      if (value.matches() && value.group(1).equals("input")) {
        readings.add(reading(chip + " " + label, Double.parseDouble(value.group(2)), lines, i));
      } else if (!line.isBlank() && !line.startsWith(" ")) {
        if (i == 0 || lines[i - 1].isBlank()) {
          chip = line;
        }
        label = line;
      }
    }
    return readings;
  }

  private static Reading reading(String id, double temperature, String[] lines, int at) {
    double max = NO_LIMIT;
    double critical = NO_LIMIT;
    for (int i = at + 1; i <= at + LINES_WITH_LIMITS && i < lines.length; i++) {
      Matcher value = VALUE.matcher(lines[i]);
      if (value.matches() && value.group(1).equals("max")) {
        max = Double.parseDouble(value.group(2));
      } else if (value.matches() && value.group(1).equals("crit")) {
        critical = Double.parseDouble(value.group(2));
      }
    }
    return new Reading(id, temperature, (temperature >= max ? 1 : 0) + (temperature >= critical ? 1 : 0));
  }
}

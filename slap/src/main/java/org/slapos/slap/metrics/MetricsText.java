package org.slapos.slap.metrics;

import java.util.Locale;

/** Writes the text format of Prometheus, version 0.0.4. */
public final class MetricsText {
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double LARGEST_WHOLE = 1e15;

  private final StringBuilder text = new StringBuilder();
  private String family = "";

  /** Begins a family; the samples that follow belong to it. */
  public MetricsText family(String name, Type type, String help) {
    family = name;
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type.name().toLowerCase(Locale.ROOT)).append('\n');
    return this;
  }

  /** What a family is. */
  public enum Type {
    /** Only grows, while the program runs. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts by upper bounds. */
    HISTOGRAM
  }

  /**
   * One sample of the family.
   *
   * @param labels names and values in turn
   */
  public MetricsText sample(double value, String... labels) {
    return line("", value, labels);
  }

  /**
   * The samples of a histogram under one set of labels.
   *
   * @param bounds upper ones, ascending, without the infinite one
   * @param counts of each bucket alone, one more than there are bounds
   * @param sum of all values
   * @param labels names and values in turn
   */
  public MetricsText histogram(double[] bounds, long[] counts, double sum, String... labels) {
    long total = 0;
    var more = new String[labels.length + 2];
    System.arraycopy(labels, 0, more, 0, labels.length);
    more[labels.length] = "le";
    for (int i = 0; i < counts.length; i++) {
      total += counts[i];
      more[labels.length + 1] = i < bounds.length ? number(bounds[i]) : "+Inf";
      line("_bucket", (double) total, more);
    }
    return line("_sum", sum, labels).line("_count", (double) total, labels);
  }

  private MetricsText line(String suffix, double value, String... labels) {
    text.append(family).append(suffix);
    for (int i = 0; i < labels.length; i += 2) {
      text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"").append(escaped(labels[i + 1])).append('"');
    }
    text.append(labels.length == 0 ? " " : "} ").append(number(value)).append('\n');
    return this;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** The whole text. */
  @Override
  public String toString() {
    return text.toString();
  }
}

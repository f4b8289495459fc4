package org.slapos.slap.hateoas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slapos.slap.http.PercentEncoding;

/**
 * A URI template (RFC 6570) with the operators that Masters use: none, {@code ?} and {@code &}, each with lists and the
 * modifier {@code *}. Any other is an {@link IllegalArgumentException} at construction.
 */
record UriTemplate(String text) {
  private static final Pattern EXPRESSION = Pattern.compile("\\{([?&]?)([A-Za-z0-9_.,*%]+)\\}");

  UriTemplate {
    if (EXPRESSION.matcher(text).replaceAll("").matches(".*[{}].*")) {
      throw new IllegalArgumentException("Unsupported URI template: " + text);
    }
  }

  /** Expands the template; a variable without values is left out. */
  String expand(Map<String, List<String>> variables) {
    return EXPRESSION.matcher(text).replaceAll(found -> Matcher.quoteReplacement(expand(found, variables)));
  }

  private static String expand(MatchResult expression, Map<String, List<String>> variables) {
    var operator = expression.group(1);
    var parts = Stream.of(expression.group(2).split(","))
        .flatMap(name -> part(name, !operator.isEmpty(), variables).stream())
        .toList();
    return parts.isEmpty() ? "" : operator + String.join(operator.isEmpty() ? "," : "&", parts);
  }

  private static List<String> part(String variable, boolean named, Map<String, List<String>> variables) {
    var exploded = variable.endsWith("*");
    var name = exploded ? variable.substring(0, variable.length() - 1) : variable;
    var values = variables.getOrDefault(name, List.of()).stream().map(PercentEncoding::component).toList();
    if (values.isEmpty()) {
      return List.of();
    }
    var parts = new ArrayList<>(exploded ? values : List.of(String.join(",", values)));
    return named ? parts.stream().map(value -> name + "=" + value).collect(Collectors.toList()) : parts;
  }
}

package org.slapos.slap.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Fields of a form or a query, in order. Immutable. */
public record Form(List<Field> fields) {
  private static final Form EMPTY = new Form(List.of());

  public Form {
    fields = List.copyOf(fields);
  }

  /** One field. */
  public record Field(String name, String value) {}

  public static Form empty() {
    return EMPTY;
  }

  public static Form of(String name, String value) {
    return EMPTY.with(name, value);
  }

  public Form with(String name, String value) {
    var all = new ArrayList<>(fields);
    all.add(new Field(name, value));
    return new Form(all);
  }

  /** Adds the field if there is a value. */
  public Form with(String name, Optional<String> value) {
    return value.map(present -> with(name, present)).orElse(this);
  }

  /** {@code application/x-www-form-urlencoded}. */
  public String encoded() {
    return fields.stream()
        .map(field -> PercentEncoding.form(field.name()) + '=' + PercentEncoding.form(field.value()))
        .collect(Collectors.joining("&"));
  }
}

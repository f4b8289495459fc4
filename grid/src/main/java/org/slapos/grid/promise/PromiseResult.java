package org.slapos.grid.promise;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a promise found, file {@code result/TITLE.status.json} (reference: promise.md, 8.1).
 *
 * @param message cut to its last 5000 characters
 */
record PromiseResult(Type type, boolean failed, Instant date, String message) {
  static final int LONGEST_MESSAGE = 5000;

  /** The kinds of result that are kept. */
  enum Type {
    TEST("Test Result"),
    ANOMALY("Anomaly Result");

    private final String wireName;

    Type(String wireName) {
      this.wireName = wireName;
    }

    static Optional<Type> of(String wireName) {
      for (Type type : values()) {
        if (type.wireName.equals(wireName)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  PromiseResult {
    if (message.length() > LONGEST_MESSAGE) {
      message = "..." + message.substring(message.length() - LONGEST_MESSAGE);
    }
  }

  /** The member {@code result} of a file or of a bridge's answer; empty for a kind that is not kept or for garbage. */
  static Optional<PromiseResult> of(Map<?, ?> json) {
    Object message = json.get("message");
    if (!(json.get("failed") instanceof Boolean failed) || !(json.get("date") instanceof String date)) {
      return Optional.empty();
    }
    try {
      Instant instant = PromiseDate.read(date);
      return Type.of(String.valueOf(json.get("type")))
          .map(type -> new PromiseResult(type, failed, instant, message instanceof String text ? text : ""));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The whole file. */
  String json(PromiseFile promise, double executionSeconds) {
    var result = new LinkedHashMap<String, Object>();
    result.put("type", type.wireName);
    result.put("failed", failed);
    result.put("date", PromiseDate.text(date));
    result.put("message", message);
    var json = new LinkedHashMap<String, Object>();
    json.put("title", promise.title());
    json.put("name", promise.name());
    json.put("path", promise.path().toString());
    json.put("execution-time", executionSeconds);
    json.put("result", result);
    return PythonJson.write(json);
  }
}

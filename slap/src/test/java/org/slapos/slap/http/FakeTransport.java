package org.slapos.slap.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers by path from a table, 404 for the rest; remembers every call. */
public final class FakeTransport implements Transport {
  private final Map<String, HttpAnswer> answers = new LinkedHashMap<>();
  private final List<HttpCall> calls = new ArrayList<>();
  private IOException failure;

  /** The answer to a path, with or without query; the more precise one wins. */
  public FakeTransport answering(String target, int status, String body) {
    answers.put(target, new HttpAnswer(status, "Words", List.of(), body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public FakeTransport answering(String target, String body) {
    return answering(target, 200, body);
  }

  public FakeTransport failing(IOException exception) {
    failure = exception;
    return this;
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    calls.add(call);
    if (failure != null) {
      throw failure;
    }
    var precise = answers.get(call.url().target());
    var answer = precise == null ? answers.get(call.url().path()) : precise;
    return answer == null ? new HttpAnswer(404, "NOT FOUND", List.of(), new byte[0]) : answer;
  }

  /** {@code GET /path?query} or {@code POST /path body}, in order. */
  public List<String> sent() {
    return calls.stream()
        .map(call -> call.method() + " " + call.url().target() + call.body().map(body -> " " + body).orElse(""))
        .toList();
  }

  public HttpCall lastCall() {
    return calls.getLast();
  }
}

package org.slapos.interop.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One call, to be sent to several servers.
 *
 * @param fields of the form, or of the query
 * @param json the body, instead of a form
 */
record Call(String method, String path, Map<String, String> fields, Map<String, String> headers, Optional<String> json) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Call {
    fields = new TreeMap<>(fields);
    headers = new TreeMap<>(headers);
  }

  static Call get(String path, Map<String, String> query) {
    return new Call("GET", path, query, Map.of(), Optional.empty());
  }

  static Call post(String path, Map<String, String> form) {
    return new Call("POST", path, form, Map.of(), Optional.empty());
  }

  static Call json(String path, String body) {
    return new Call("POST", path, Map.of(), Map.of(), Optional.of(body));
  }

  static Call any(String method, String path) {
    return new Call(method, path, Map.of(), Map.of(), Optional.empty());
  }

  Call with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Call(method, path, fields, more, json);
  }

  /** The same with every name made that of one try, so that tries do not meet. */
  Call in(String run) {
    var renamed = new TreeMap<String, String>();
    fields.forEach((name, value) -> renamed.put(name, value.replace("RUN", run)));
    return new Call(method, path, renamed, headers, json.map(body -> body.replace("RUN", run)));
  }

  /** The same with the type that is meant when none is given. */
  Call typed() {
    var typed = new TreeMap<>(fields);
    typed.replace("software_type", "", "default");
    return new Call(method, path, typed, headers, json);
  }

  /** Whether it is about an instance of that title, or of any in whose name the title occurs. */
  boolean mentions(String title) {
    return fields.containsValue(title) || json.filter(body -> body.contains("\"" + title)).isPresent();
  }

  boolean destroysShared() {
    return json.map(body -> body.contains("\"shared\": true") && body.contains("\"destroyed\""))
        .orElseGet(() -> fields.getOrDefault("shared_xml", "").contains("<bool>1<")
            && fields.getOrDefault("state", "").contains("destroyed"));
  }

  HttpResponse<String> send(String master) {
    var encoded = fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
    boolean inBody = method.equals("POST");
    var target = URI.create(master.replaceFirst("/$", "") + path + (inBody || encoded.isEmpty() ? "" : "?" + encoded));
    var request = HttpRequest.newBuilder(target).timeout(LONGEST)
        .method(method, inBody ? HttpRequest.BodyPublishers.ofString(json.orElse(encoded)) : HttpRequest.BodyPublishers.noBody());
    if (inBody) {
      request.header("Content-Type", json.isPresent() ? "application/json" : "application/x-www-form-urlencoded");
    }
    headers.forEach(request::setHeader);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(this + " to " + master, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return method + " " + path + " " + json.orElseGet(fields::toString) + (headers.isEmpty() ? "" : " " + headers);
  }
}

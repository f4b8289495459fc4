package org.slapos.slap.http;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to ask a server.
 *
 * @param headers beyond those that the transport adds itself ({@code Host}, {@code User-Agent}, {@code Accept}, ...),
 *     which they replace
 * @param body already encoded text, such as a form; sent in UTF-8
 * @param patience how much longer than usual the answer may take
 * @param repeatable whether the server may carry it out twice: when no answer came, nobody knows whether it was
 */
public record HttpCall(
    String method,
    HttpUrl url,
    Map<String, String> headers,
    Optional<String> body,
    Duration patience,
    boolean repeatable) {

  private static final String CONTENT_TYPE = "Content-Type";

  public HttpCall {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    if (headers.values().stream().anyMatch(value -> value.chars().anyMatch(c -> c < ' ' && c != '\t'))) {
      throw new IllegalArgumentException("a control character in a header of " + method + " " + url);
    }
  }

  /** A call that is answered as soon as the server can. */
  public HttpCall(String method, HttpUrl url, Map<String, String> headers, Optional<String> body) {
    this(method, url, headers, body, Duration.ZERO, method.equals("GET") || method.equals("HEAD"));
  }

  public static HttpCall get(HttpUrl url) {
    return new HttpCall("GET", url, Map.of(), Optional.empty());
  }

  /** A form in the body, url-encoded. */
  public static HttpCall post(HttpUrl url, Form form) {
    return new HttpCall(
        "POST", url, Map.of(CONTENT_TYPE, "application/x-www-form-urlencoded"), Optional.of(form.encoded()));
  }

  public HttpCall withHeader(String name, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpCall(method, url, all, body, patience, repeatable);
  }

  /** The same for a server that may wait that long before it answers. */
  public HttpCall withPatience(Duration wait) {
    return new HttpCall(method, url, headers, body, wait, repeatable);
  }

  /** The same call, which the server may carry out twice. */
  public HttpCall asRepeatable() {
    return new HttpCall(method, url, headers, body, patience, true);
  }

  HttpCall withoutHeader(String name) {
    var all = new LinkedHashMap<>(headers);
    all.keySet().removeIf(name::equalsIgnoreCase);
    return new HttpCall(method, url, all, body, patience, repeatable);
  }

  HttpCall to(HttpUrl newUrl) {
    return new HttpCall(method, newUrl, headers, body, patience, repeatable);
  }

  HttpCall asGet() {
    return new HttpCall("GET", url, headers, Optional.empty(), patience, repeatable).withoutHeader(CONTENT_TYPE);
  }
}

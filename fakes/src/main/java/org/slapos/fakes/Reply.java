package org.slapos.fakes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link FakeMaster} sends back: a proper answer, or one that breaks on the way.
 *
 * @param headers besides {@code Content-Length} and {@code Connection}
 * @param charset of the body on the wire; ISO 8859-1 makes any bytes
 * @param delivery how the bytes reach the caller
 */
public record Reply(int status, Map<String, String> headers, String body, Charset charset, Delivery delivery) {

  /** How an answer reaches the caller. */
  public sealed interface Delivery {
    /** At once and whole. */
    record Whole() implements Delivery {}

    /** After a while. */
    record Late(Duration by) implements Delivery {}

    /** The head promises the whole body, but the connection is closed after that many bytes of it. */
    record Cut(int after) implements Delivery {}

    /** The connection is reset before anything is sent. */
    record Reset() implements Delivery {}

    /** The connection stays open and nothing is ever sent. */
    record Never() implements Delivery {}
  }

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply of(int status, String body) {
    return new Reply(status, Map.of("Content-Type", "text/xml; charset=utf-8"), body, UTF_8, new Delivery.Whole());
  }

  /** An empty answer. */
  public static Reply status(int status) {
    return of(status, "");
  }

  /** A page that no Master sends, with status 200. */
  public static Reply page(String html) {
    return of(200, html).with("Content-Type", "text/html");
  }

  /** Bytes that are no text. */
  public static Reply bytes(byte... body) {
    return new Reply(
        200, Map.of("Content-Type", "application/octet-stream"), new String(body, ISO_8859_1), ISO_8859_1,
        new Delivery.Whole());
  }

  public static Reply redirect(int status, String location) {
    return status(status).with("Location", location);
  }

  /** See {@link Delivery.Reset}. */
  public static Reply reset() {
    return status(200).delivered(new Delivery.Reset());
  }

  /** See {@link Delivery.Never}. */
  public static Reply never() {
    return status(200).delivered(new Delivery.Never());
  }

  byte[] bytes() {
    return body.getBytes(charset);
  }

  public Reply with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body, charset, delivery);
  }

  public Reply delivered(Delivery how) {
    return new Reply(status, headers, body, charset, how);
  }
}

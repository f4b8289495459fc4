package org.slapos.master.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One HTTP response; the length and the connection are left to the server.
 *
 * @param headers beside the content type
 */
// The bytes go to and come from the socket as they are; nobody compares these records.
@SuppressWarnings("ArrayRecordComponent")
public record Response(int status, String contentType, Map<String, String> headers, byte[] body) {
  /** What the reference sends for everything but JSON. */
  public static final String HTML = "text/html; charset=utf-8";

  public static final String JSON = "application/json";

  public Response {
    headers = Map.copyOf(headers);
  }

  /** A success in the content type that the reference gives everything. */
  public static Response ok(String body) {
    return ok(body.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #ok(String)}; the array must not be changed any more. */
  public static Response ok(byte[] body) {
    return new Response(200, HTML, Map.of(), body);
  }

  public static Response json(String body) {
    return new Response(200, JSON, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}

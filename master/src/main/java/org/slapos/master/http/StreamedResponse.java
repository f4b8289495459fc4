package org.slapos.master.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A response whose body is written while it is sent.
 *
 * @param headers beside the content type
 * @param length of the body in bytes, if known
 * @param body not written for HEAD; closed in any case
 */
public record StreamedResponse(
    int status, String contentType, Map<String, String> headers, OptionalLong length, Body body) {

  public StreamedResponse {
    headers = Map.copyOf(headers);
  }

  /** Where the bytes come from. */
  @FunctionalInterface
  public interface Body extends AutoCloseable {
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}
  }

  /** A short response as a streamed one. */
  public static StreamedResponse of(Response response) {
    return new StreamedResponse(
        response.status(),
        response.contentType(),
        response.headers(),
        OptionalLong.of(response.body().length),
        out -> out.write(response.body()));
  }
}

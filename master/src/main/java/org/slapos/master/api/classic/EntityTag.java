package org.slapos.master.api.classic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;

/**
 * Names an answer by its content, so that the name holds over restarts and between Masters on one database. A node that
 * has the answer already names it in {@code If-None-Match} and is answered 304.
 */
final class EntityTag {
  private static final String HEADER = "ETag";
  private static final int NAME_BYTES = 16;

  private EntityTag() {}

  /** The answer with its name. */
  static Response on(Response response) {
    return new Response(
        response.status(), response.contentType(), Map.of(HEADER, '"' + name(response.body()) + '"'), response.body());
  }

  /** The answer, or 304 if it has a name and the client has it. */
  static Response unlessKnown(Response response, Request request) {
    var name = Optional.ofNullable(response.headers().get(HEADER));
    return name.isPresent() && request.header("if-none-match").equals(name)
        ? new Response(304, response.contentType(), response.headers(), new byte[0])
        : response;
  }

  private static String name(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.slapos.master.api.jsonrpc;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slapos.master.http.Response;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

/** Answers of the API. */
final class JsonAnswer {
  private JsonAnswer() {}

  static Response ok(Value document) {
    return of(200, JsonText.writeLine(document));
  }

  /** The text is ASCII, as the reference writes it. */
  static Response of(int status, String text) {
    return new Response(status, Response.JSON, Map.of(), text.getBytes(StandardCharsets.US_ASCII));
  }
}

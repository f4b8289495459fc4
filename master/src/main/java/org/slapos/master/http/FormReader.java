package org.slapos.master.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Reads the form in a request's body; a body of another kind counts as an empty form. */
public final class FormReader {
  private FormReader() {}

  /**
   * Reads url-encoded and multipart forms.
   *
   * @throws HttpProblem 400 if the body is not what it says
   */
  public static Fields read(Request request) {
    var type = request.header("content-type").orElse("");
    var kind = type.toLowerCase(Locale.ROOT);
    if (kind.startsWith("application/x-www-form-urlencoded")) {
      return Fields.parse(new String(request.body(), StandardCharsets.UTF_8));
    }
    if (kind.startsWith("multipart/form-data")) {
      return MultipartForm.parse(type, request.body());
    }
    return new Fields(Map.of());
  }
}

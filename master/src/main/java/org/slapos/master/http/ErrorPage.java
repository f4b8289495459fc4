package org.slapos.master.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** The small HTML page of an error, laid out as the reference's (reference: protocol-slap.md, 1.4). */
final class ErrorPage {
  private ErrorPage() {}

  static Response of(int status, String explanation, Map<String, String> headers) {
    var name = HttpStatus.getMessage(status);
    var page =
        """
        <!doctype html>
        <html lang=en>
        <title>%d %s</title>
        <h1>%s</h1>
        <p>%s</p>
        """
            .formatted(status, name, name, escape(explanation));
    return new Response(status, Response.HTML, headers, page.getBytes(StandardCharsets.UTF_8));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;")
        .replace("\n", "<br>");
  }
}

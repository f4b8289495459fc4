package org.slapos.master.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A redirection with its small page. */
public final class Redirect {
  private Redirect() {}

  public static Response to(int status, String location) {
    var target = ErrorPage.escape(location);
    var page =
        """
        <!doctype html>
        <html lang=en>
        <title>Redirecting...</title>
        <h1>Redirecting...</h1>
        <p>You should be redirected automatically to the target URL: <a href="%s">%s</a>. If not, click the link.
        """
            .formatted(target, target);
    return new Response(status, Response.HTML, Map.of("Location", location), page.getBytes(StandardCharsets.UTF_8));
  }
}

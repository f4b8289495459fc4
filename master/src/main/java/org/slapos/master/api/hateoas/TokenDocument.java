package org.slapos.master.api.hateoas;

import java.util.Map;
import org.slapos.master.api.PublicUrl;
import org.slapos.master.http.Request;
import org.slapos.master.http.Response;

/** What {@code computer token} asks for. This Master asks nobody for a token; any will do, and this one says so. */
final class TokenDocument {
  private static final String TOKEN = "no-token-needed";

  private TokenDocument() {}

  static Response of(Request request) {
    var url = PublicUrl.of(request);
    return Response.json(
        SortedJson.write(
            Map.of(
                "access_token", TOKEN,
                "command_line", "slapos node register",
                "slapos_master_api", url,
                "slapos_master_web", url)));
  }
}

package org.slapos.master.http;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/** Gives what Jetty refuses by itself, such as a broken request line, the same page as our own errors. */
final class JettyErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, org.eclipse.jetty.server.Response response, Callback callback) {
    var page = ErrorPage.of(response.getStatus(), "The server refused this request.", Map.of());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, page.contentType());
    response.write(true, ByteBuffer.wrap(page.body()), callback);
    return true;
  }
}

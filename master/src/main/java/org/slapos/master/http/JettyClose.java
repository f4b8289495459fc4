package org.slapos.master.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;

/**
 * Closes a connection once its last answer is sent. Jetty closes it too, but by two exceptions with their stack traces,
 * which cost as much as a small answer; the usual clients of a Master open a connection for each request.
 */
final class JettyClose {
  private JettyClose() {}

  static void afterLastAnswer(Request request) {
    boolean last = request.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())
        || request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0;
    if (last) {
      request.addHttpStreamWrapper(stream -> new Closing(stream, request));
    }
  }

  private static final class Closing extends HttpStream.Wrapper {
    private final Request request;

    Closing(HttpStream stream, Request request) {
      super(stream);
      this.request = request;
    }

    @Override
    public void succeeded() {
      var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
      super.succeeded();
      endPoint.close();
    }
  }
}

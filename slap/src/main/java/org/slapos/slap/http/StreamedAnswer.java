package org.slapos.slap.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** An answer whose body still comes over the connection; closing it closes the connection. */
public final class StreamedAnswer implements AutoCloseable {
  private static final int MAX_WHOLE = 256 * 1024 * 1024;

  private final Socket socket;
  private final AnswerReader.Head head;

  StreamedAnswer(Socket socket, AnswerReader.Head head) {
    this.socket = socket;
    this.head = head;
  }

  public int status() {
    return head.status();
  }

  /** The words behind the status, possibly none. */
  public String reason() {
    return head.reason();
  }

  public List<HttpAnswer.Header> headers() {
    return List.copyOf(head.headers());
  }

  /** The first header of that name, in any case. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /**
   * The body; empty where there is none. Reading fails with {@link HttpProtocolException} if the connection ends before
   * the announced length.
   */
  public InputStream body() {
    return head.body();
  }

  /** The answer with its whole body, up to 256 MiB. */
  public HttpAnswer whole() throws IOException {
    return whole(MAX_WHOLE);
  }

  /**
   * The answer with its whole body.
   *
   * @param most bytes of the body
   * @throws HttpProtocolException if it is longer
   */
  public HttpAnswer whole(int most) throws IOException {
    var announced = head.body() instanceof AnswerBody known ? known.length() : 0;
    var body = announced > most ? new byte[0] : head.body().readNBytes(most);
    if (announced > most || (body.length == most && head.body().read() >= 0)) {
      throw new HttpProtocolException("the answer is longer than " + most + " bytes");
    }
    return new HttpAnswer(head.status(), head.reason(), head.headers(), body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

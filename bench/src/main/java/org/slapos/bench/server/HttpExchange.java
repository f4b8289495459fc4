package org.slapos.bench.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slapos.bench.measure.WrongOutcomeException;

/** One client's connection: asks and reads whole answers, with as little work of its own as can be. */
final class HttpExchange implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private boolean closing;

  HttpExchange(URI server) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /**
   * The body of the answer.
   *
   * @throws WrongOutcomeException if the status is not 200
   */
  byte[] ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new WrongOutcomeException("The answer is: " + status);
    }
    int length = -1;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String[] field = header.toLowerCase(Locale.ROOT).split(": *", 2);
      if (field[0].equals("content-length")) {
        length = Integer.parseInt(field[1]);
      } else if (field[0].equals("connection")) {
        closing = field[1].equals("close");
      }
    }
    if (length < 0) {
      throw new IOException("An answer without Content-Length");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The answer ended after %d of %d bytes".formatted(body.length, length));
    }
    return body;
  }

  /** Whether the server closes the connection after the last answer. */
  boolean closing() {
    return closing;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("The connection was closed within the head of an answer");
      }
      if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

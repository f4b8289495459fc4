package org.slapos.grid.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** HTTP over supervisord's Unix socket, one connection per call. */
final class UnixSocketTransport implements RpcTransport {
  private final Path socket;

  UnixSocketTransport(Path socket) {
    this.socket = socket;
  }

  @Override
  public byte[] exchange(byte[] call) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String head = "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nAccept: text/xml\r\n"
          + "Connection: close\r\nContent-Length: " + call.length + "\r\n\r\n";
      send(channel, head.getBytes(ISO_8859_1));
      send(channel, call);
      return body(receive(channel));
    }
  }

  private static void send(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] receive(SocketChannel channel) throws IOException {
    var received = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    while (!complete(received.toByteArray()) && channel.read(buffer) >= 0) {
      received.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return received.toByteArray();
  }

  /** supervisord keeps the connection open whatever it is asked, so its length says where the answer ends. */
  private static boolean complete(byte[] answer) {
    int end = headEnd(answer);
    return end >= 0 && contentLength(answer, end) >= 0 && answer.length - end >= contentLength(answer, end);
  }

  private static byte[] body(byte[] answer) throws IOException {
    int end = headEnd(answer);
    if (end < 0) {
      throw new IOException("supervisord closed the connection without an answer");
    }
    String status = new String(answer, 0, end, ISO_8859_1).lines().findFirst().orElse("");
    if (!status.contains(" 200 ")) {
      throw new IOException("supervisord answered " + status);
    }
    return Arrays.copyOfRange(answer, end, answer.length);
  }

  private static int headEnd(byte[] answer) {
    int index = new String(answer, ISO_8859_1).indexOf("\r\n\r\n");
    return index < 0 ? -1 : index + 4;
  }

  private static int contentLength(byte[] answer, int end) {
    return new String(answer, 0, end, ISO_8859_1).lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElse(-1);
  }
}

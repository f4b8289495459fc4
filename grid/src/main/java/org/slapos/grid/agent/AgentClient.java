package org.slapos.grid.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Asks a running agent through its Unix socket. */
public final class AgentClient {
  private final Path socket;

  public AgentClient(Path socket) {
    this.socket = socket;
  }

  /**
   * The body of the answer.
   *
   * @throws IOException if no agent answers, or if it refuses
   */
  public String get(String path) throws IOException {
    return exchange("GET", path);
  }

  /** Has a job done now; what the agent says to it. */
  public String run(String job) throws IOException {
    return exchange("POST", "/run/" + job).strip();
  }

  private String exchange(String method, String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var out = Channels.newOutputStream(channel);
      out.write("%s %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(method, path).getBytes(ISO_8859_1));
      out.flush();
      String answer = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new IOException("the agent closed the connection without an answer");
      }
      String body = answer.substring(end + 4);
      if (!answer.startsWith("HTTP/1.1 2")) {
        throw new IOException("the agent refuses: " + body.strip());
      }
      return body;
    }
  }
}

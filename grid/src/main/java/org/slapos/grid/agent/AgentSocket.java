package org.slapos.grid.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import org.slapos.grid.log.GridLog;

/**
 * Answers HTTP on a Unix socket or on a port of the loopback address: those who ask are the administrator and a collector of
 * metrics.
 */
public final class AgentSocket implements AutoCloseable, Runnable {
  /** Longer requests are none of ours. */
  private static final int LONGEST_HEAD = 16 * 1024;

  private static final int AT_ONCE = 64;

  private final Semaphore room = new Semaphore(AT_ONCE);
  private final ServerSocketChannel server;
  private final AgentAnswers answers;
  private final boolean trusted;
  private final GridLog log;

  private AgentSocket(ServerSocketChannel server, AgentAnswers answers, boolean trusted, GridLog log) {
    this.server = server;
    this.answers = answers;
    this.trusted = trusted;
    this.log = log;
  }

  /** Another agent answers on the socket. */
  public static final class TakenException extends IOException {
    private TakenException(Path socket) {
      super("Another agent answers on " + socket);
    }
  }

  /**
   * Opens a Unix socket that only this account can use; one that nobody answers on any more is replaced.
   *
   * @throws TakenException if somebody does
   */
  public static AgentSocket unix(Path path, AgentAnswers answers, GridLog log) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    if (Files.exists(path)) {
      if (answers(address)) {
        throw new TakenException(path);
      }
      Files.delete(path);
    }
    ServerSocketChannel server = bound(ServerSocketChannel.open(StandardProtocolFamily.UNIX), address);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    return new AgentSocket(server, answers, true, log);
  }

  private static boolean answers(UnixDomainSocketAddress address) {
    try (SocketChannel somebody = SocketChannel.open(address)) {
      return somebody.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** Opens a TCP port for collectors of metrics, who can have nothing done. */
  public static AgentSocket tcp(InetSocketAddress address, AgentAnswers answers, GridLog log) throws IOException {
    return new AgentSocket(bound(ServerSocketChannel.open(), address), answers, false, log);
  }

  private static ServerSocketChannel bound(ServerSocketChannel server, SocketAddress address) throws IOException {
    try {
      return server.bind(address);
    } catch (IOException e) {
      server.close();
      throw new IOException("The agent cannot answer on %s: %s".formatted(address, e.getMessage()), e);
    }
  }

  public SocketAddress address() throws IOException {
    return server.getLocalAddress();
  }

  @Override
  public void run() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        // One thread each, so that who connects and says nothing keeps nobody else waiting; not without end of them.
        if (room.tryAcquire()) {
          Thread.ofVirtual().name("agent answer").start(() -> answerThenClose(client));
        } else {
          client.close();
        }
      } catch (IOException e) {
        if (server.isOpen()) {
          log.debug("Cannot take a request to the agent: " + e.getMessage());
        }
      }
    }
  }

  private void answerThenClose(SocketChannel client) {
    try (client) {
      answer(client);
    } catch (IOException e) {
      log.debug("A request to the agent failed: " + e.getMessage());
    } finally {
      room.release();
    }
  }

  private void answer(SocketChannel client) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), ISO_8859_1));
    String[] words = line(reader).split(" ", -1);
    boolean relayed = false;
    for (String header = line(reader); !header.isEmpty(); header = line(reader)) {
      // A relay of this machine, such as the Master's, asks for somebody elsewhere. No other header means anything.
      relayed |= header.regionMatches(true, 0, "via:", 0, 4);
    }
    AgentAnswers.Answer answer = words.length != 3
        ? new AgentAnswers.Answer(400, "text/plain", "this is no HTTP\n")
        : relayed
            ? new AgentAnswers.Answer(403, "text/plain", "the agent answers programs of this machine only\n")
            : answers.to(words[0], words[1].replaceFirst("\\?.*", ""), trusted);
    byte[] body = answer.body().getBytes(UTF_8);
    String head = "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
        .formatted(answer.status(), answer.status() < 300 ? "OK" : "Refused", answer.contentType(), body.length);
    OutputStream out = Channels.newOutputStream(client);
    out.write(head.getBytes(ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static String line(BufferedReader reader) throws IOException {
    var line = new StringBuilder();
    for (int c = reader.read(); c >= 0 && c != '\n'; c = reader.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
      if (line.length() > LONGEST_HEAD) {
        throw new IOException("a line of the request is too long");
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    SocketAddress address = server.getLocalAddress();
    server.close();
    if (address instanceof UnixDomainSocketAddress unix) {
      Files.deleteIfExists(unix.getPath());
    }
  }
}

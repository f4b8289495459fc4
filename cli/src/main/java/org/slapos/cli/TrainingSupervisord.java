package org.slapos.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Answers as a supervisord does that runs its watchdog and one more process, so that the training run also loads what a
 * pass needs to talk to one. It supervises nothing. Not for users.
 */
final class TrainingSupervisord {
  private static final String STRUCT = """
      <struct><member><name>name</name><value><string>watchdog</string></value></member>\
      <member><name>group</name><value><string>watchdog</string></value></member>\
      <member><name>statename</name><value><string>RUNNING</string></value></member>\
      <member><name>statecode</name><value><int>1</int></value></member>\
      <member><name>state</name><value><int>20</int></value></member>\
      <member><name>start</name><value><int>1</int></value></member>\
      <member><name>stop</name><value><int>0</int></value></member>\
      <member><name>now</name><value><int>2</int></value></member>\
      <member><name>pid</name><value><int>1</int></value></member>\
      <member><name>exitstatus</name><value><int>0</int></value></member>\
      <member><name>spawnerr</name><value><string></string></value></member>\
      <member><name>description</name><value><string>pid 1, uptime 0:00:01</string></value></member></struct>""";

  private TrainingSupervisord() {}

  /** Takes the path of its socket; runs until it is killed. */
  public static void main(String[] words) throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of(words[0])));
      while (true) {
        try (var caller = server.accept()) {
          answer(caller);
        }
      }
    }
  }

  private static void answer(SocketChannel caller) throws IOException {
    var call = new StringBuilder();
    var buffer = ByteBuffer.allocate(8192);
    while (call.indexOf("</methodCall>") < 0 && caller.read(buffer) >= 0) {
      call.append(US_ASCII.decode(buffer.flip()));
      buffer.clear();
    }
    String value = call.indexOf("getAllProcessInfo") < 0
        ? STRUCT
        : "<array><data><value>" + STRUCT + "</value></data></array>";
    String document = "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>" + value
        + "</value>\n</param>\n</params>\n</methodResponse>\n";
    var answer = US_ASCII.encode("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + document.length()
        + "\r\n\r\n" + document);
    while (answer.hasRemaining()) {
      caller.write(answer);
    }
  }
}

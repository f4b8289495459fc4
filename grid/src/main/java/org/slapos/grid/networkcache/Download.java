package org.slapos.grid.networkcache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.StreamedAnswer;

/** One content on its way to a file, over as many connections as it takes. */
final class Download {
  private static final int BUFFER = 64 * 1024;

  private final CacheServer server;
  private final HttpUrl url;
  private final MessageDigest digest = Sha512.digest();
  private long received;

  Download(CacheServer server, String sha512) {
    this.server = server;
    this.url = server.url(sha512);
  }

  /** Writes the file; the SHA-512 of what came. */
  String to(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      while (!receive(out)) {
        // Each round has brought something, so this ends.
      }
    }
    return Sha512.text(digest);
  }

  /** Whether all has come; false if the connection broke and the rest can be asked for. */
  private boolean receive(OutputStream out) throws IOException {
    var before = received;
    try (var answer = server.get(url, before == 0 ? Map.of() : Map.of("Range", "bytes=" + before + "-"))) {
      check(answer);
      var buffer = new byte[BUFFER];
      for (int count = read(answer, buffer, before); count >= 0; count = read(answer, buffer, before)) {
        out.write(buffer, 0, count);
        digest.update(buffer, 0, count);
        received += count;
      }
      return true;
    } catch (BrokenOffException _) {
      return false;
    }
  }

  private void check(StreamedAnswer answer) throws CacheStatusException {
    var continues = answer.header("Content-Range").orElse("").startsWith("bytes " + received + "-");
    if (received == 0 ? answer.status() != 200 : answer.status() != 206 || !continues) {
      throw new CacheStatusException(answer.status(), answer.reason(), url);
    }
  }

  private int read(StreamedAnswer answer, byte[] buffer, long before) throws IOException {
    try {
      return answer.body().read(buffer);
    } catch (IOException e) {
      var resumable = answer.header("Accept-Ranges").orElse("").equals("bytes")
          && answer.header("Content-Length").isPresent();
      if (resumable && received > before) {
        throw new BrokenOffException();
      }
      throw new CacheUnreachableException(url, e);
    }
  }

  /** The connection broke, but there is hope. */
  private static final class BrokenOffException extends IOException {}
}

package org.slapos.grid.networkcache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slapos.slap.http.HttpUrl;
import org.slapos.slap.http.Upload;

/** The contents ({@code ...-cache-url}): files by their SHA-512. Thread-safe. */
public final class CacheContent {
  private final CacheServer server;

  public CacheContent(CacheServer server) {
    this.server = server;
  }

  /**
   * Fetches a file ({@code GET CACHE/SHA512}) and checks it. A connection that breaks is taken up where it ended if the
   * server can do that.
   *
   * @param sha512 hexadecimal, from an entry that is trusted
   * @param target replaced in one step when all is there and right; untouched otherwise
   * @throws CacheStatusException if the server has none (404) or refuses
   * @throws CacheUnreachableException if there is no answer, or it breaks off
   * @throws NetworkCacheException if the content is another one
   * @throws IOException if the file cannot be written
   */
  public void download(String sha512, Path target) throws IOException {
    var part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      var received = new Download(server, Sha512.checked(sha512)).to(part);
      if (!received.equals(sha512)) {
        throw new NetworkCacheException("%s holds another content, of SHA-512 %s".formatted(url(sha512), received));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Stores a file ({@code POST CACHE}), unless the server has it already.
   *
   * @return its SHA-512, hexadecimal
   * @throws NetworkCacheException if the server does not take it, or stores something else
   * @throws IOException if the file cannot be read
   */
  public String upload(Path file) throws IOException {
    var sha512 = Sha512.of(file);
    if (has(sha512)) {
      return sha512;
    }
    var url = server.url();
    try (var answer = server.send("POST", url, "application/octet-stream", Upload.of(file))) {
      if (answer.status() != 201) {
        throw new CacheStatusException(answer.status(), answer.reason(), url);
      }
      var stored = answer.whole(Sha512.HEX_LENGTH * 2).text().strip();
      if (!stored.equals(sha512)) {
        throw new NetworkCacheException("%s stored another content, of SHA-512 '%s'".formatted(url, stored));
      }
      return sha512;
    } catch (NetworkCacheException e) {
      throw e;
    } catch (IOException e) {
      throw new CacheUnreachableException(url, e);
    }
  }

  /** By GET, as not every server answers HEAD. */
  private boolean has(String sha512) throws IOException {
    try (var answer = server.get(url(sha512), Map.of())) {
      return answer.status() == 200;
    }
  }

  private HttpUrl url(String sha512) {
    return server.url(sha512);
  }
}

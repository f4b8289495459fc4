package org.slapos.grid.networkcache;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slapos.slap.http.Upload;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** The index ({@code ...-dir-url}): signed entries by key. Thread-safe. */
public final class CacheIndex {
  private static final int LARGEST_ANSWER = 16 << 20;

  private final CacheServer server;
  private final TrustedSigners signers;
  private final Optional<SigningKey> key;

  private CacheIndex(CacheServer server, TrustedSigners signers, Optional<SigningKey> key) {
    this.server = server;
    this.signers = signers;
    this.key = key;
  }

  /** An index to read, and to write unsigned entries to. */
  public static CacheIndex of(CacheServer server, TrustedSigners signers) {
    return new CacheIndex(server, signers, Optional.empty());
  }

  /**
   * An index to write signed entries to.
   *
   * @throws NetworkCacheException if no trusted certificate belongs to the key: what is written could never be read
   *     back, and would be written again and again
   */
  public static CacheIndex signing(CacheServer server, TrustedSigners signers, SigningKey key)
      throws NetworkCacheException {
    if (!signers.trust(key)) {
      throw new NetworkCacheException(
          "no certificate of signature-certificate-list belongs to the private key %s: add its certificate"
              .formatted(key.file()));
    }
    return new CacheIndex(server, signers, Optional.of(key));
  }

  /** The address that is asked for a key, as {@code cachelookup} shows it. */
  public String url(CacheKey cacheKey) {
    return server.url(cacheKey.escaped()).toString();
  }

  /**
   * All entries of a key, trusted or not, in the server's order ({@code GET DIR/KEY}).
   *
   * @throws CacheStatusException if the server has none (404) or refuses
   * @throws CacheUnreachableException if there is no answer
   * @throws NetworkCacheException if the answer is no list of entries
   */
  public List<CacheEntry> entries(CacheKey cacheKey) throws NetworkCacheException {
    var url = server.url(cacheKey.escaped());
    try (var answer = server.get(url, Map.of())) {
      if (answer.status() != 200) {
        throw new CacheStatusException(answer.status(), answer.reason(), url);
      }
      return CacheEntries.read(answer.whole(LARGEST_ANSWER).text(), signers);
    } catch (MalformedDocumentException e) {
      throw new NetworkCacheException("unreadable answer of the network cache %s: %s".formatted(url, e.getMessage()), e);
    } catch (NetworkCacheException e) {
      throw e;
    } catch (IOException e) {
      throw new CacheUnreachableException(url, e);
    }
  }

  /**
   * Adds an entry ({@code PUT DIR/KEY}).
   *
   * @param sha512 of the content, hexadecimal
   * @param metadata what else to tell about it, in this order
   * @throws NetworkCacheException if the server does not take it
   */
  public void publish(CacheKey cacheKey, String sha512, Map<String, Value> metadata) throws NetworkCacheException {
    var members = new LinkedHashMap<Value, Value>();
    members.put(new Value.Text("sha512"), new Value.Text(sha512));
    metadata.forEach((name, value) -> members.put(new Value.Text(name), value));
    var text = JsonText.writeLine(new Value.Dict(members));
    var entry = CacheEntries.write(text, key.map(signer -> signer.sign(text)).orElse(""));
    var url = server.url(cacheKey.escaped());
    try (var answer = server.send("PUT", url, "application/json", Upload.of(entry))) {
      if (answer.status() != 201) {
        throw new CacheStatusException(answer.status(), answer.reason(), url);
      }
    } catch (NetworkCacheException e) {
      throw e;
    } catch (IOException e) {
      throw new CacheUnreachableException(url, e);
    }
  }
}

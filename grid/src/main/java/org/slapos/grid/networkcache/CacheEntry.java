package org.slapos.grid.networkcache;

import java.util.Map;
import java.util.Optional;
import org.slapos.slap.wire.Value;

/**
 * What the index says about one content.
 *
 * @param text the metadata as they were signed, a JSON text
 * @param signature base64, empty if unsigned
 * @param trusted whether a trusted signer signed it
 * @param metadata the text's members in their order; empty if it is no JSON object
 */
public record CacheEntry(String text, String signature, boolean trusted, Map<Value, Value> metadata) {

  /** A member that is a text, such as {@code sha512}, {@code software_url} or {@code multiarch}. */
  public Optional<String> text(String name) {
    return metadata.get(new Value.Text(name)) instanceof Value.Text(String value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /** A member of any kind, such as {@code os}, which is a list of three texts or, in old entries, a text. */
  public Optional<Value> member(String name) {
    return Optional.ofNullable(metadata.get(new Value.Text(name)));
  }
}

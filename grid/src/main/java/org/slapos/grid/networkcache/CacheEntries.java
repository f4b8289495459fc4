package org.slapos.grid.networkcache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** The documents of the index: {@code [["{\"sha512\": ...}", "SIGNATURE"], ...]}. */
final class CacheEntries {
  private CacheEntries() {}

  /** What of it has the shape of an entry, in the server's order. */
  static List<CacheEntry> read(String document, TrustedSigners signers) {
    if (!(JsonText.read(document) instanceof Value.ListValue(var items))) {
      throw new MalformedDocumentException("not a list of entries");
    }
    var entries = new ArrayList<CacheEntry>();
    for (var item : items) {
      if (item instanceof Value.ListValue(var pair)
          && !pair.isEmpty()
          && pair.getFirst() instanceof Value.Text(String text)) {
        var signature = pair.size() > 1 && pair.get(1) instanceof Value.Text(String given) ? given : "";
        entries.add(new CacheEntry(text, signature, signers.trust(text, signature), metadata(text)));
      }
    }
    return entries;
  }

  private static Map<Value, Value> metadata(String text) {
    try {
      return JsonText.read(text) instanceof Value.Dict(var members) ? members : Map.of();
    } catch (MalformedDocumentException _) {
      // Anybody may have written it; it is still an entry, of which nothing is known.
      return Map.of();
    }
  }

  /** One entry as it is sent. */
  static String write(String text, String signature) {
    return JsonText.writeLine(new Value.ListValue(List.of(new Value.Text(text), new Value.Text(signature))));
  }
}

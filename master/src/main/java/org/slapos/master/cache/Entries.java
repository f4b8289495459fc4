package org.slapos.master.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/** Index entries on disk: a file per key holding {@code [[metadata, signature]]}, in the bytes of the reference. */
final class Entries {
  private final StoredFiles files;

  Entries(StoredFiles files) {
    this.files = files;
  }

  Optional<String> find(String key) throws IOException {
    return files.text(key);
  }

  List<String> keys() throws IOException {
    return files.names();
  }

  void remove(String key) throws IOException {
    files.delete(key);
  }

  /** Stores a whole document under a key, in place of what was there. */
  void store(String key, String document) throws IOException {
    files.write(new ByteArrayInputStream(document.getBytes(UTF_8)), () -> Optional.of(key));
  }

  /** The document of one entry as a client sends it; empty if it is no list of two. */
  static Optional<String> document(Value entry) {
    return entry instanceof Value.ListValue(var pair) && pair.size() == 2
        ? Optional.of(JsonText.writeLine(new Value.ListValue(List.of(entry))))
        : Optional.empty();
  }

  /** The contents that a document speaks of; none for what is no document of entries. */
  static List<String> contentsOf(String document) {
    try {
      return JsonText.read(document) instanceof Value.ListValue(var entries)
          ? entries.stream().flatMap(entry -> contentOf(entry).stream()).toList()
          : List.of();
    } catch (MalformedDocumentException _) {
      return List.of();
    }
  }

  private static Optional<String> contentOf(Value entry) {
    return entry instanceof Value.ListValue(var pair)
            && !pair.isEmpty()
            && pair.getFirst() instanceof Value.Text(String metadata)
            && JsonText.read(metadata) instanceof Value.Dict members
        ? members.text("sha512")
        : Optional.empty();
  }
}

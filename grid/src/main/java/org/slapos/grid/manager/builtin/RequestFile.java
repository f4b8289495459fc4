package org.slapos.grid.manager.builtin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.MalformedDocumentException;
import org.slapos.slap.wire.Value;

/**
 * A file by which an instance asks a manager for something. It belongs to the partition's user, who may put anything
 * there: links are not followed, and more than a megabyte is not read.
 */
final class RequestFile {
  private static final int LONGEST = 1 << 20;

  private RequestFile() {}

  /** The bytes of the file; empty if it is absent or no regular file. */
  static Optional<byte[]> bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream input = Channels.newInputStream(
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
      byte[] bytes = input.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw new IOException("%s is longer than %d bytes".formatted(file, LONGEST));
      }
      return Optional.of(bytes);
    }
  }

  static Optional<String> text(Path file) throws IOException {
    return bytes(file).map(bytes -> new String(bytes, UTF_8));
  }

  /**
   * The items of a JSON list.
   *
   * @throws MalformedDocumentException if the text is anything else
   */
  static List<Value> list(String text) {
    return switch (JsonText.read(text)) {
      case Value.ListValue(List<Value> items) -> items;
      default -> throw new MalformedDocumentException("not a JSON list");
    };
  }
}

package org.slapos.slap.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The body of a call, of a known length. */
public interface Upload {

  /** In bytes. */
  long length();

  /** The bytes from their beginning; closed when they are sent. */
  InputStream open() throws IOException;

  /** A file's content, of the length that it has now. */
  static Upload of(Path file) throws IOException {
    return new StoredUpload(Files.size(file), () -> Files.newInputStream(file));
  }

  /** A text in UTF-8. */
  static Upload of(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new StoredUpload(bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}

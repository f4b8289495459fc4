package org.slapos.slap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents exchanged by the reference's clients and Masters; one of each shape. */
class RecordedDocumentsTest {

  static Stream<String> documents() throws IOException {
    try (var in = RecordedDocumentsTest.class.getResourceAsStream("recorded-documents.txt")) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n%%\n")).filter(document -> !document.isBlank());
    }
  }

  @Test
  void many_documents_were_recorded() throws IOException {
    assertThat(documents().count()).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void what_was_read_is_written_with_the_same_bytes(String document) {
    assertThat(Marshal.write(Marshal.read(document))).isEqualTo(document);
    assertThat(Marshal.read(document.getBytes(StandardCharsets.US_ASCII))).isEqualTo(Marshal.read(document));
  }
}

package org.slapos.slap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class StreamingTest {
  private static final SocketTransport TRANSPORT = new SocketTransport(
      Duration.ofSeconds(10), new Tls(Optional.empty(), Optional.empty()), ProxyRules.none());

  @TempDir private Path folder;

  private static String readAll(StreamedAnswer answer) throws IOException {
    return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void a_body_is_read_from_the_connection_up_to_its_length() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\nContent-Length: 3\n\nabcdef");
        var answer = TRANSPORT.open(HttpCall.get(HttpUrl.parse(server.url())))) {
      assertThat(readAll(answer)).isEqualTo("abc");
    }
  }

  @Test
  void chunks_are_joined() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nab\n3;x\ncde\n0\n\n");
        var answer = TRANSPORT.open(HttpCall.get(HttpUrl.parse(server.url())))) {
      assertThat(readAll(answer)).isEqualTo("abcde");
    }
  }

  @Test
  void an_early_end_is_an_error_and_not_a_short_body() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\nContent-Length: 9\n\nabc");
        var answer = TRANSPORT.open(HttpCall.get(HttpUrl.parse(server.url())))) {
      assertThatThrownBy(() -> readAll(answer)).hasMessage("the connection was closed after 3 of 9 bytes");
    }
  }

  @Test
  void a_file_is_sent_with_its_length() throws IOException {
    var file = Files.writeString(folder.resolve("f"), "x".repeat(200_000));
    try (var server = new ScriptedServer("HTTP/1.1 201 CREATED\nContent-Length: 2\n\nok")) {
      var call = new HttpCall("PUT", HttpUrl.parse(server.url()), Map.of(), Optional.empty());
      try (var answer = TRANSPORT.open(call, Upload.of(file))) {
        assertThat(answer.status()).isEqualTo(201);
      }
      assertThat(server.heads().getFirst()).contains("Content-Length: 200000");
    }
  }

  @Test
  void a_source_that_ends_early_is_told_as_such() throws IOException {
    var upload = new StoredUpload(10, () -> InputStream.nullInputStream());
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\n\n")) {
      assertThatThrownBy(() -> TRANSPORT.open(HttpCall.get(HttpUrl.parse(server.url())), upload))
          .hasMessageContaining("ended 10 bytes before its announced length");
    }
  }

  @Test
  void a_whole_answer_is_bounded() throws IOException {
    try (var server = new ScriptedServer("HTTP/1.1 200 OK\n\nabcdef");
        var answer = TRANSPORT.open(HttpCall.get(HttpUrl.parse(server.url())))) {
      assertThatThrownBy(() -> answer.whole(5)).hasMessage("the answer is longer than 5 bytes");
    }
  }
}

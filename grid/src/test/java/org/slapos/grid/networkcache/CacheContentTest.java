package org.slapos.grid.networkcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheContentTest {
  private static final String CONTENT = "hello ".repeat(50_000);

  @TempDir private Path folder;

  private String sha512 = "";
  private Path file = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void content() throws IOException {
    file = Files.writeString(folder.resolve("content"), CONTENT);
    sha512 = Sha512.of(file);
    target = folder.resolve("target");
  }

  private void download(TestCache.Behaviour behaviour) throws IOException {
    try (var cache = new TestCache(behaviour)) {
      new CacheContent(cache.at("/cache")).download(sha512, target);
    }
  }

  @Test
  void a_content_is_fetched_and_checked() throws IOException {
    download(exchange -> TestCache.send(exchange, 200, CONTENT));
    assertThat(target).hasContent(CONTENT);
  }

  @Test
  void another_content_is_refused_and_leaves_what_was_there() throws IOException {
    Files.writeString(target, "old");
    assertThatThrownBy(() -> download(exchange -> TestCache.send(exchange, 200, CONTENT + "x")))
        .isInstanceOf(NetworkCacheException.class)
        .hasMessageContaining("holds another content");
    assertThat(target).hasContent("old");
    assertThat(folder).isDirectoryContaining(path -> path.equals(target)).isDirectoryNotContaining("glob:**.part");
  }

  /** Half of what is asked for, in a connection that then breaks. */
  private static void half(HttpExchange exchange) throws IOException {
    var from = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
        .map(range -> Integer.parseInt(range.replaceAll("\\D", "")))
        .orElse(0);
    var rest = CONTENT.substring(from);
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    if (from > 0) {
      exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-/" + CONTENT.length());
    }
    exchange.sendResponseHeaders(from == 0 ? 200 : 206, rest.length());
    exchange.getResponseBody().write(rest.substring(0, (rest.length() + 1) / 2).getBytes());
    exchange.getResponseBody().flush();
  }

  @Test
  void a_broken_connection_is_taken_up_where_it_ended() throws IOException {
    download(CacheContentTest::half);
    assertThat(target).hasContent(CONTENT);
  }

  @Test
  void without_ranges_a_broken_connection_is_an_error() {
    assertThatThrownBy(() -> download(exchange -> {
      exchange.sendResponseHeaders(200, CONTENT.length());
      exchange.getResponseBody().write(1);
      exchange.getResponseBody().flush();
    })).isInstanceOf(CacheUnreachableException.class).hasMessageContaining("of 300000 bytes");
    assertThat(target).doesNotExist();
  }

  @Test
  void what_is_no_sha512_never_becomes_part_of_a_url() throws IOException {
    try (var cache = new TestCache(exchange -> TestCache.send(exchange, 200, ""))) {
      assertThatThrownBy(() -> new CacheContent(cache.at("/cache")).download("../dir/x", target))
          .hasMessage("not a SHA-512: '../dir/x'");
      assertThat(cache.asked()).isEmpty();
    }
  }

  @Test
  void a_new_content_is_posted() throws IOException {
    try (var cache = new TestCache(exchange ->
        TestCache.send(exchange, exchange.getRequestMethod().equals("GET") ? 404 : 201, sha512))) {
      assertThat(new CacheContent(cache.at("/cache/")).upload(file)).isEqualTo(sha512);
      assertThat(cache.asked()).containsExactly("GET /cache/" + sha512, "POST /cache " + CONTENT);
    }
  }

  @Test
  void a_known_content_is_not_sent_again() throws IOException {
    try (var cache = new TestCache(exchange -> TestCache.send(exchange, 200, CONTENT))) {
      assertThat(new CacheContent(cache.at("/cache")).upload(file)).isEqualTo(sha512);
      assertThat(cache.asked()).containsExactly("GET /cache/" + sha512);
    }
  }

  @Test
  void a_server_that_stored_something_else_is_not_believed() throws IOException {
    try (var cache = new TestCache(exchange ->
        TestCache.send(exchange, exchange.getRequestMethod().equals("GET") ? 404 : 201, "f".repeat(128)))) {
      assertThatThrownBy(() -> new CacheContent(cache.at("/cache")).upload(file))
          .isInstanceOf(NetworkCacheException.class)
          .hasMessageContaining("stored another content");
    }
  }

  @Test
  void a_refusal_is_told_with_its_status() throws IOException {
    try (var cache = new TestCache(exchange ->
        TestCache.send(exchange, exchange.getRequestMethod().equals("GET") ? 404 : 403, "no"))) {
      assertThatThrownBy(() -> new CacheContent(cache.at("/cache")).upload(file))
          .isInstanceOfSatisfying(CacheStatusException.class, e -> assertThat(e.status()).isEqualTo(403));
    }
  }
}

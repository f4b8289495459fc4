package org.slapos.master.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.RawHttp;

/** The network cache over HTTP; the answers are those of the reference's proxy 1.26.1 to the same requests. */
@Timeout(120)
class CacheApiTest {
  private static final String HELLO =
      "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3"
          + "adef46f73bcdec043";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  @TempDir Path folder;
  private Master master;

  @BeforeEach
  void start() {
    master = start("cache", Optional.empty());
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private Master start(String name, Optional<CacheSettings.Upstream> upstream) {
    var cache = new CacheSettings(
        folder.resolve(name + "/contents"), folder.resolve(name + "/entries"), upstream);
    return Master.start(MasterSettings.local(folder.resolve(name + ".db"), 0, "COMP-0")
        .with(new MasterServices(Optional.of(cache), Optional.empty(), List.of())));
  }

  private RawHttp.Answer get(String target) {
    return RawHttp.get(master.url(), "/shacache" + target);
  }

  private RawHttp.Answer send(String method, String target, String body) {
    return RawHttp.send(master.url(), method, "/shacache" + target, JSON, body);
  }

  private static String entry(String sha512) {
    return "[\"{\\\"sha512\\\": \\\"" + sha512 + "\\\"}\", \"sig\"]";
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cache", "/cache/"})
  void a_posted_content_is_answered_by_its_sum_and_can_be_read(String target) {
    var stored = send("POST", target, "hello");
    assertThat(stored.status()).isEqualTo(201);
    assertThat(stored.body()).isEqualTo(HELLO);
    var read = get("/cache/" + HELLO);
    assertThat(read.body()).isEqualTo("hello");
    assertThat(read.headers())
        .containsEntry("content-type", "application/octet-stream")
        .containsEntry("content-disposition", "attachment; filename=" + HELLO)
        .containsEntry("accept-ranges", "bytes")
        .containsEntry("content-length", "5")
        .containsKeys("etag", "last-modified");
    assertThat(folder.resolve("cache/contents").resolve(HELLO)).hasContent("hello");
  }

  @Test
  void head_has_the_headers_and_no_body() {
    send("POST", "/cache", "hello");
    var answer = RawHttp.send(master.url(), "HEAD", "/shacache/cache/" + HELLO, Map.of(), "");
    assertThat(answer.headers()).containsEntry("content-length", "5");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      bytes=1-2 | 206 | bytes 1-2/5 | el
      bytes=3-  | 206 | bytes 3-4/5 | lo
      bytes=-2  | 206 | bytes 3-4/5 | lo
      bytes=0-99| 206 | bytes 0-4/5 | hello
      lines=1-2 | 200 |             | hello
      """)
  void a_part_can_be_asked_for(String range, int status, String contentRange, String body) {
    send("POST", "/cache", "hello");
    var answer = RawHttp.send(master.url(), "GET", "/shacache/cache/" + HELLO, Map.of("Range", range), "");
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("content-range")).isEqualTo(contentRange);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void a_part_beyond_the_end_is_refused() {
    send("POST", "/cache", "hello");
    var answer = RawHttp.send(master.url(), "GET", "/shacache/cache/" + HELLO, Map.of("Range", "bytes=9-"), "");
    assertThat(answer.status()).isEqualTo(416);
    assertThat(answer.headers()).containsEntry("content-range", "bytes */5");
  }

  @Test
  void a_client_that_has_it_gets_only_that_word() {
    send("POST", "/cache", "hello");
    var tag = get("/cache/" + HELLO).headers().get("etag");
    var answer =
        RawHttp.send(master.url(), "GET", "/shacache/cache/" + HELLO, Map.of("If-None-Match", tag), "");
    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_content_put_under_its_sum_is_stored() {
    assertThat(send("PUT", "/cache/" + HELLO, "hello").body()).isEqualTo(HELLO);
    assertThat(get("/cache/" + HELLO).body()).isEqualTo("hello");
  }

  @Test
  void a_content_put_under_another_sum_is_refused_and_leaves_nothing() throws IOException {
    for (var name : new String[] {HELLO, "abc"}) {
      var answer = send("PUT", "/cache/" + name, "hellx");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("<p>Checksum mismatch</p>");
    }
    try (var files = Files.list(folder.resolve("cache/contents"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void an_entry_replaces_the_one_before_and_is_read_as_a_list() {
    send("PUT", "/dir/key", entry("old"));
    var stored = send("PUT", "/dir/key", "[\"{\\\"sha512\\\":   \\\"é\\\"}\",\"sig\"]");
    assertThat(stored.status()).isEqualTo(201);
    assertThat(stored.body()).isEmpty();
    var read = get("/dir/key");
    assertThat(read.headers()).containsEntry("content-type", "text/html; charset=utf-8");
    assertThat(read.body()).isEqualTo("[[\"{\\\"sha512\\\":   \\\"\\u00e9\\\"}\", \"sig\"]]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      pypi:six=1.16.0      | pypi:six=1.16.0
      .hidden              | .hidden
      a%20b%C3%A9          | a bé
      """)
  void a_key_is_the_name_of_a_file(String escaped, String name) {
    assertThat(send("PUT", "/dir/" + escaped, "[\"a\", null]").status()).isEqualTo(201);
    assertThat(get("/dir/" + escaped).body()).isEqualTo("[[\"a\", null]]");
    assertThat(folder.resolve("cache/entries").resolve(name)).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "/cache/abc", "/cache/..%2F..%2Fcache.db", "/cache/../../cache.db", "/dir/nokey", "/dir/..%2F..%2Fcache.db",
    "/dir/%2e%2e", "/dir/", "/dir", "/other", "/", "/dir/.~x", "/dir/a%00b", "/cache/%2Fetc%2Fpasswd"
  })
  void what_is_not_there_or_elsewhere_is_not_found(String target) throws IOException {
    Files.writeString(folder.resolve("outside"), "secret");
    assertThat(get(target).status()).isIn(404, 400);
    assertThat(send("PUT", target.startsWith("/cache") ? "/dir" : target, "[\"a\", \"b\"]").status()).isIn(201, 404, 400);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("cache")))
          .containsExactly("outside");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      application/json               | ["a"]       | 400 | Invalid entry format
      application/json               | {"a": "b"}  | 400 | Invalid entry format
      application/json               | no          | 400 | not JSON at line 1
      text/plain                     | ["a", "b"]  | 415 | Did not attempt to load JSON data
      application/json; charset=utf-8| ["a", "b"]  | 201 |
      application/foo+json           | ["a", "b"]  | 201 |
      """)
  void an_entry_is_a_json_list_of_two(String type, String body, int status, String reason) {
    var answer = RawHttp.send(master.url(), "PUT", "/shacache/dir/key", Map.of("Content-Type", type), body);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(reason == null ? "" : reason);
    assertThat(get("/dir/key").status()).isEqualTo(status == 201 ? 200 : 404);
  }

  @Test
  void an_entry_is_small() {
    assertThat(send("PUT", "/dir/key", "[\"a\", \"" + "b".repeat(2 << 20) + "\"]").status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"/dir/key, GET HEAD OPTIONS PUT", "/cache/abc, GET HEAD OPTIONS PUT", "/cache, POST OPTIONS",
    "/update, POST OPTIONS"})
  void other_methods_are_refused(String target, String allowed) {
    for (var method : new String[] {"DELETE", "OPTIONS"}) {
      var answer = send(method, target, "");
      assertThat(answer.status()).isEqualTo(method.equals("OPTIONS") ? 200 : 405);
      assertThat(answer.headers().get("allow").split(", ")).containsExactlyInAnyOrder(allowed.split(" "));
    }
  }

  @Test
  void without_upstream_an_update_drops_what_has_no_content_here() {
    send("POST", "/cache", "hello");
    send("PUT", "/dir/good", entry(HELLO));
    send("PUT", "/dir/lost", entry("00"));
    send("PUT", "/dir/odd", "[1, 2]");
    var answer = send("POST", "/update", "");
    assertThat(answer.headers()).containsEntry("content-type", "application/json");
    assertThat(answer.body()).isEqualTo("{\"removed\": [\"lost\", \"odd\"], \"updated\": []}\n");
    assertThat(get("/dir/good").status()).isEqualTo(200);
    assertThat(get("/dir/lost").status()).isEqualTo(404);
  }

  @Test
  void what_is_not_here_comes_from_upstream_and_stays() {
    send("POST", "/cache", "hello");
    send("PUT", "/dir/key", entry(HELLO));
    var upstream = new CacheSettings.Upstream(master.url() + "shacache/cache", master.url() + "shacache/dir");
    try (var second = start("second", Optional.of(upstream))) {
      var first = RawHttp.get(second.url(), "/shacache/dir/key");
      assertThat(first.headers()).containsEntry("content-type", "application/json");
      assertThat(RawHttp.get(second.url(), "/shacache/dir/key").headers())
          .containsEntry("content-type", "text/html; charset=utf-8");
      assertThat(RawHttp.get(second.url(), "/shacache/cache/" + HELLO).body()).isEqualTo("hello");
      assertThat(RawHttp.get(second.url(), "/shacache/dir/other").status()).isEqualTo(404);
      assertThat(RawHttp.get(second.url(), "/shacache/cache/" + "0".repeat(128)).status()).isEqualTo(404);

      send("PUT", "/dir/key", entry("new"));
      RawHttp.send(second.url(), "PUT", "/shacache/dir/own", JSON, entry(HELLO));
      assertThat(RawHttp.post(second.url(), "/shacache/update", Map.of()).body())
          .isEqualTo("{\"removed\": [\"own\"], \"updated\": [\"key\"]}\n");

      master.close();
      assertThat(RawHttp.get(second.url(), "/shacache/cache/" + HELLO).body()).isEqualTo("hello");
      var unreachable = RawHttp.get(second.url(), "/shacache/dir/other");
      assertThat(unreachable.status()).isEqualTo(502);
      assertThat(unreachable.body()).contains("Upstream error: " + upstream.dirUrl() + "/other: connection refused");
      assertThat(RawHttp.post(second.url(), "/shacache/update", Map.of()).body())
          .isEqualTo("{\"removed\": [], \"updated\": []}\n");
    }
  }

  @Test
  void upstream_cannot_pass_off_another_content() throws IOException {
    Files.writeString(folder.resolve("cache/contents").resolve("0".repeat(128)), "forged");
    var upstream = new CacheSettings.Upstream(master.url() + "shacache/cache", master.url() + "shacache/dir");
    try (var second = start("second", Optional.of(upstream))) {
      var answer = RawHttp.get(second.url(), "/shacache/cache/" + "0".repeat(128));
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("has another checksum");
      try (var files = Files.list(folder.resolve("second/contents"))) {
        assertThat(files).isEmpty();
      }
    }
  }

  @Test
  void an_upload_that_breaks_off_leaves_nothing() throws IOException {
    try (var socket = new Socket(master.url().getHost(), master.url().getPort())) {
      socket.getOutputStream().write(
          "POST /shacache/cache HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nonly this"
              .getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      // What it answers, if anything, is nothing that this client deserves.
      socket.getInputStream().readAllBytes();
    }
    try (var files = Files.list(folder.resolve("cache/contents"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void many_slow_uploads_do_not_keep_others_from_being_answered() throws IOException {
    var slow = new Socket[100];
    for (int i = 0; i < slow.length; i++) {
      slow[i] = new Socket(master.url().getHost(), master.url().getPort());
      slow[i].getOutputStream().write(
          "POST /shacache/cache HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na"
              .getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(RawHttp.get(master.url(), "/getRunId").status()).isEqualTo(200);
    assertThat(send("POST", "/cache", "hello").status()).isEqualTo(201);
    for (var socket : slow) {
      socket.close();
    }
  }
}

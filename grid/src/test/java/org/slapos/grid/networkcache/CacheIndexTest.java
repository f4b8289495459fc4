package org.slapos.grid.networkcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.slap.wire.Value;

class CacheIndexTest {
  private static final CacheKey KEY = CacheKey.release("http://example.com/software.cfg");

  @TempDir private Path folder;

  private static String resource(String name) throws IOException {
    try (var in = CacheIndexTest.class.getResourceAsStream("/networkcache/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<CacheEntry> entries(String document, TrustedSigners signers) throws IOException {
    try (var cache = new TestCache(exchange -> TestCache.send(exchange, 200, document))) {
      var entries = CacheIndex.of(cache.at("/dir/"), signers).entries(KEY);
      assertThat(cache.asked()).containsExactly("GET /dir/91d5c3732524c019b6f1d313793d8809");
      return entries;
    }
  }

  @Test
  void an_entry_signed_by_the_reference_is_trusted_with_its_certificate_only() throws IOException {
    var signers = TrustedSigners.parse("nonsense" + resource("signer.crt").indent(4));
    assertThat(entries(resource("release-entries.json"), signers)).singleElement().satisfies(entry -> {
      assertThat(entry.trusted()).isTrue();
      assertThat(entry.text("multiarch")).contains("x86_64-linux-gnu");
      assertThat(entry.member("os")).contains(new Value.ListValue(
          List.of(new Value.Text("debian"), new Value.Text("12"), new Value.Text("bookworm"))));
    });
    assertThat(entries(resource("release-entries.json"), TrustedSigners.none()))
        .noneMatch(CacheEntry::trusted);
  }

  @Test
  void a_changed_entry_is_not_trusted() throws IOException {
    var changed = resource("release-entries.json").replace("bookworm", "bookwork");
    assertThat(entries(changed, TrustedSigners.parse(resource("signer.crt")))).noneMatch(CacheEntry::trusted);
  }

  @Test
  void old_entries_are_listed_unsigned() throws IOException {
    assertThat(entries(resource("release-entries-1.6.json"), TrustedSigners.none()))
        .hasSize(4)
        .allMatch(entry -> entry.signature().isEmpty() && entry.text("machine").isPresent());
  }

  @Test
  void entries_that_anybody_broke_do_not_hide_the_others() throws IOException {
    var document = "[1, [], [\"{bad\", \"!!!\"], [\"{\\\"sha512\\\": \\\"ab\\\"}\"]]";
    assertThat(entries(document, TrustedSigners.parse(resource("signer.crt"))))
        .extracting(entry -> entry.text("sha512").orElse("-"))
        .containsExactly("-", "ab");
  }

  @Test
  void an_unreadable_certificate_is_ignored() throws IOException {
    var list = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + resource("signer.crt");
    assertThat(entries(resource("release-entries.json"), TrustedSigners.parse(list))).allMatch(CacheEntry::trusted);
  }

  @Test
  void what_the_index_does_not_have_is_told_with_its_status() throws IOException {
    try (var cache = new TestCache(exchange -> TestCache.send(exchange, 404, "no"))) {
      var index = CacheIndex.of(cache.at("/dir"), TrustedSigners.none());
      assertThatThrownBy(() -> index.entries(KEY))
          .isInstanceOfSatisfying(CacheStatusException.class, e -> assertThat(e.isMissing()).isTrue())
          .hasMessageStartingWith("HTTP Error 404: ");
    }
  }

  @Test
  void an_answer_that_is_no_list_is_told_with_its_address() throws IOException {
    assertThatThrownBy(() -> entries("nothing", TrustedSigners.none()))
        .isInstanceOf(NetworkCacheException.class)
        .hasMessageContaining("/dir/91d5c3732524c019b6f1d313793d8809: not JSON at line 1");
  }

  @Test
  void an_unsigned_entry_is_sent_in_the_bytes_of_the_reference() throws IOException {
    try (var cache = new TestCache(exchange -> TestCache.send(exchange, 201, ""))) {
      CacheIndex.of(cache.at("/dir"), TrustedSigners.none())
          .publish(CacheKey.pythonPackage("six", "1.16.0"), "5cedc", Map.of("basename", new Value.Text("é")));
      assertThat(cache.asked()).containsExactly(
          "PUT /dir/pypi:six=1.16.0 [\"{\\\"sha512\\\": \\\"5cedc\\\", \\\"basename\\\": \\\"\\\\u00e9\\\"}\", \"\"]");
    }
  }

  @Test
  void a_key_that_nobody_trusts_is_refused_before_anything_is_sent() throws Exception {
    var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    var pem = "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
    var key = SigningKey.read(Files.writeString(folder.resolve("signing.key"), pem));
    var signers = TrustedSigners.parse(resource("signer.crt"));
    assertThatThrownBy(() -> CacheIndex.signing(CacheServer.of("http://127.0.0.1/"), signers, key))
        .isInstanceOf(NetworkCacheException.class)
        .hasMessageContaining("signing.key: add its certificate");
  }
}

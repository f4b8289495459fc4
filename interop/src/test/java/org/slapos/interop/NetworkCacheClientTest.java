package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.TestCertificate;
import org.slapos.grid.networkcache.CacheContent;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.CacheServer;
import org.slapos.grid.networkcache.CacheStatusException;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.slap.wire.Value;
import org.slapos.testing.reference.ProxyProcess;

/** Our network cache client and the reference's, on the reference's server: each reads what the other wrote. */
class NetworkCacheClientTest {
  private static final CacheKey KEY = CacheKey.release("http://example.com/software.cfg");

  @TempDir
  private Path folder;

  private ProxyProcess proxy;
  private NetworkCacheScript real;
  private CacheContent content;
  private CacheIndex index;

  @BeforeEach
  void start() throws IOException {
    var environment = AssumedReference.newest();
    var contents = Files.createDirectories(folder.resolve("contents"));
    var entries = Files.createDirectories(folder.resolve("entries"));
    proxy = ProxyProcess.start(environment, folder, """
        shacache_content_directory = %s
        shacache_metadata_directory = %s
        """.formatted(contents, entries));
    var signer = TestCertificate.make(folder, "signer");
    real = new NetworkCacheScript(
        environment.executable("python"), proxy.url() + "shacache/cache", proxy.url() + "shacache/dir", signer);
    content = new CacheContent(CacheServer.of(proxy.url() + "shacache/cache"));
    index = CacheIndex.signing(
        CacheServer.of(proxy.url() + "shacache/dir"),
        TrustedSigners.parse(Files.readString(signer.certificate())),
        SigningKey.read(signer.key()));
  }

  @AfterEach
  void stop() {
    if (proxy != null) {
      proxy.close();
    }
  }

  @Test
  void the_reference_trusts_and_downloads_what_we_upload() throws Exception {
    var file = Files.writeString(folder.resolve("archive"), "built by us");
    var metadata = new LinkedHashMap<String, Value>();
    metadata.put("software_url", new Value.Text("http://example.com/é"));
    metadata.put("os", new Value.ListValue(List.of(new Value.Text("debian"), new Value.Text("12"))));
    index.publish(KEY, content.upload(file), metadata);

    assertThat(real.download(KEY.text())).isEqualTo("built by us");
  }

  @Test
  void we_trust_and_download_what_the_reference_uploads() throws Exception {
    real.upload(KEY.text(), "built by them");

    var entry = index.entries(KEY).getFirst();
    assertThat(entry.trusted()).isTrue();
    assertThat(entry.text("software_url")).contains("http://example.com/software.cfg");
    var target = folder.resolve("target");
    content.download(entry.text("sha512").orElseThrow(), target);
    assertThat(target).hasContent("built by them");
  }

  @Test
  void another_signer_is_not_trusted() throws Exception {
    real.upload(KEY.text(), "built by them");
    var other = TestCertificate.make(folder, "other");
    var suspicious = CacheIndex.of(
        CacheServer.of(proxy.url() + "shacache/dir"), TrustedSigners.parse(Files.readString(other.certificate())));
    assertThat(suspicious.entries(KEY)).hasSize(1).noneMatch(entry -> entry.trusted());
  }

  @Test
  void what_is_not_there_is_missing() {
    assertThatThrownBy(() -> index.entries(KEY))
        .isInstanceOfSatisfying(CacheStatusException.class, e -> assertThat(e.isMissing()).isTrue())
        .hasMessage("HTTP Error 404: NOT FOUND");
  }
}

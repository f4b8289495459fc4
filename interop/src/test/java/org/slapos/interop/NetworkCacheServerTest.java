package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.fakes.TestCertificate;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.cache.CacheSettings;
import org.slapos.testing.reference.ProxyProcess;
import org.slapos.testing.reference.ReferenceEnvironment;

/** The reference's network cache client on our server, alone and with the reference's server behind it. */
class NetworkCacheServerTest {
  @TempDir
  private Path folder;

  private Master start(Optional<CacheSettings.Upstream> upstream) {
    var cache = new CacheSettings(folder.resolve("contents"), folder.resolve("entries"), upstream);
    return Master.start(MasterSettings.local(folder.resolve("ours.db"), 0, "COMP-0")
        .with(new MasterServices(Optional.of(cache), Optional.empty(), List.of())));
  }

  private static NetworkCacheScript script(ReferenceEnvironment environment, String master, TestCertificate signer) {
    return new NetworkCacheScript(
        environment.executable("python"), master + "shacache/cache", master + "shacache/dir", signer);
  }

  @Test
  void the_reference_uploads_to_us_and_downloads_from_us() throws IOException {
    var environment = AssumedReference.newest();
    var signer = TestCertificate.make(folder, "signer");
    try (var master = start(Optional.empty())) {
      var real = script(environment, master.url().toString(), signer);
      real.upload("pypi:six=1.16.0", "x".repeat(100_000));
      assertThat(real.download("pypi:six=1.16.0")).hasSize(100_000);

      var stranger = script(environment, master.url().toString(), TestCertificate.make(folder, "stranger"));
      assertThatThrownBy(() -> stranger.download("pypi:six=1.16.0")).hasMessageContaining("StopIteration");
    }
  }

  @Test
  void what_the_reference_serves_behind_us_is_served_by_us() throws IOException {
    var environment = AssumedReference.newest();
    var signer = TestCertificate.make(folder, "signer");
    var contents = Files.createDirectories(folder.resolve("upstream-contents"));
    var entries = Files.createDirectories(folder.resolve("upstream-entries"));
    var proxy = ProxyProcess.start(environment, folder, """
        shacache_content_directory = %s
        shacache_metadata_directory = %s
        """.formatted(contents, entries));
    try (var master = start(Optional.of(new CacheSettings.Upstream(
        proxy.url() + "shacache/cache", proxy.url() + "shacache/dir")))) {
      var real = script(environment, master.url().toString(), signer);
      try (var upstream = proxy) {
        script(environment, upstream.url(), signer).upload("key", "from upstream");
        assertThat(real.download("key")).isEqualTo("from upstream");
      }
      assertThat(real.download("key")).isEqualTo("from upstream");
    }
  }
}

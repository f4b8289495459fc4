package org.slapos.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.TestTerminal;
import org.slapos.fakes.TestCertificate;
import org.slapos.grid.networkcache.CacheIndex;
import org.slapos.grid.networkcache.CacheKey;
import org.slapos.grid.networkcache.CacheServer;
import org.slapos.grid.networkcache.SigningKey;
import org.slapos.grid.networkcache.TrustedSigners;
import org.slapos.master.Master;
import org.slapos.master.MasterServices;
import org.slapos.master.MasterSettings;
import org.slapos.master.cache.CacheSettings;
import org.slapos.slap.wire.Value;

/** The lookups on our own cache server, with entries that were signed and entries that were not. */
class CacheCommandsTest {
  private static final String SHA512 = "0123456789abcdef".repeat(8);
  private static final String RELEASE = "http://sr.example/software.cfg";

  @TempDir private Path folder;
  private TestCertificate signer;
  private Master master;
  private TestTerminal terminal;

  @BeforeEach
  void start() throws IOException {
    var cache = new CacheSettings(folder.resolve("contents"), folder.resolve("entries"), Optional.empty());
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, "COMP-0")
        .with(new MasterServices(Optional.of(cache), Optional.empty(), List.of())));
    signer = TestCertificate.make(folder, "signer");
    Files.writeString(folder.resolve("slapos.cfg"), """
        [networkcache]
        download-binary-cache-url = %1$sshacache/cache
        download-binary-dir-url = %1$sshacache/dir
        download-cache-url = %1$sshacache/cache
        download-dir-url = %1$sshacache/dir
        """.formatted(master.url()) + signer.setting());
    terminal = new TestTerminal(
        folder, Map.of("SLAPOS_CONFIGURATION", folder.resolve("slapos.cfg").toString()), false);
  }

  @AfterEach
  void stop() {
    master.close();
  }

  private void publish(CacheKey key, boolean signed, Map<String, Value> metadata) throws IOException {
    var server = CacheServer.of(master.url() + "shacache/dir");
    var index = signed
        ? CacheIndex.signing(
            server, TrustedSigners.parse(Files.readString(signer.certificate())), SigningKey.read(signer.key()))
        : CacheIndex.of(server, TrustedSigners.none());
    index.publish(key, SHA512, metadata);
  }

  private static Map<String, Value> build(String... os) {
    var metadata = new LinkedHashMap<String, Value>();
    metadata.put("software_url", new Value.Text(RELEASE));
    metadata.put("multiarch", new Value.Text("m68k-linux-gnu"));
    metadata.put("os", new Value.ListValue(List.of(os).stream().<Value>map(Value.Text::new).toList()));
    return metadata;
  }

  @Test
  void a_built_release_is_found_by_its_url_and_by_its_md5() throws IOException {
    publish(CacheKey.release(RELEASE), true, build("debian", "3.0", "woody"));

    assertThat(terminal.run("cachelookup", "binary-sr", RELEASE)).isZero();
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err())
        .contains("INFO Software URL: " + RELEASE, "INFO MD5:          " + CacheKey.release(RELEASE))
        .contains("INFO  m68k-linux-gnu    debian      3.0   woody      no        yes    \n");

    assertThat(terminal.run("cachelookup", "binary-sr", CacheKey.release(RELEASE).text(), "--format", "yaml")).isZero();
    assertThat(terminal.out().indent(-2)).isEqualTo("""
        - multiarch: m68k-linux-gnu
          distribution: debian
          version: '3.0'
          id: woody
          compatible: false
          verified: true
          sha512: %s
        """.formatted(SHA512));
    assertThat(terminal.run("cache", "lookup", RELEASE, "--format", "table")).isZero();
    assertThat(terminal.out()).isEqualTo("""
        DISTRIBUTION  VERSION  ID     COMPATIBLE
        debian        3.0      woody  no
        """);
  }

  @Test
  void what_nobody_signed_is_shown_as_such() throws IOException {
    var file = Map.<String, Value>of("url", new Value.Text("http://src.example/a.tar.gz"));
    publish(CacheKey.sourceFile("http://src.example/a.tar.gz"), false, file);
    assertThat(terminal.run("cachelookup", "url", "http://src.example/a.tar.gz", "--format", "json")).isZero();
    assertThat(terminal.out()).contains("\"signed\": false");

    publish(CacheKey.pythonPackage("six", "1.16.0"), true, Map.of("basename", new Value.Text("six-1.16.0.tar.gz")));
    assertThat(terminal.run("cachelookup", "pypi", "six", "1.16.0")).isZero();
    assertThat(terminal.out()).contains(" six-1.16.0.tar.gz " + SHA512 + "  True  \n");
    assertThat(terminal.err()).contains("SHADIR URL: " + master.url() + "shacache/dir/pypi:six=1.16.0\n");
    assertThat(terminal.run("cachelookup", "pypi", "six", "1.16.0", "--format", "name")).isZero();
    assertThat(terminal.out()).isEqualTo(SHA512 + "\n");
  }

  @Test
  void what_is_not_there_ends_each_command_as_scripts_know_it() {
    assertThat(terminal.run("cachelookup", "binary-sr", RELEASE)).isEqualTo(1);
    assertThat(terminal.err()).contains("Software release not found in binary cache: " + RELEASE);
    assertThat(terminal.run("cachelookup", "url", RELEASE)).isEqualTo(1);
    assertThat(terminal.run("cachelookup", "pypi", "six", "1")).isEqualTo(1);
    assertThat(terminal.run("cache", "lookup", RELEASE)).isEqualTo(10);
    assertThat(terminal.run("cache", "source", RELEASE)).isEqualTo(10);
  }

  @Test
  void all_that_is_missing_in_the_section_is_told_at_once() throws IOException {
    Files.writeString(folder.resolve("slapos.cfg"), "[networkcache]\n");
    assertThat(terminal.run("cachelookup", "url", RELEASE)).isEqualTo(1);
    assertThat(terminal.err()).contains("download-dir-url", "download-cache-url", "signature-certificate-list");
  }
}

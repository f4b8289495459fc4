package org.slapos.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.config.ConfigurationException;
import org.slapos.config.ConfigurationFile;
import org.slapos.config.SettingsReader;
import org.slapos.master.MasterServices;
import org.slapos.master.cache.CacheSettings;
import org.slapos.master.domain.PartitionId;
import org.slapos.master.multimaster.ExternalMaster;
import org.slapos.slap.ConnectionSettings.Identity;

class ServicesReaderTest {
  @TempDir Path folder;

  private MasterServices read(String configuration) throws IOException {
    var file = ConfigurationFile.read(Files.writeString(folder.resolve("slapos.cfg"), configuration));
    var reader = new SettingsReader(file.section("slapproxy").orElseThrow(), "slapproxy", folder);
    var services = new ServicesReader(reader, file, folder).read();
    reader.finish();
    return services;
  }

  @Test
  void nothing_is_served_beside_the_api_unless_configured() throws IOException {
    assertThat(read("[slapproxy]\n")).isEqualTo(MasterServices.none());
    assertThat(read("[slapproxy]\nshacache_content_directory = /c\n").cache()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "-"})
  void both_spellings_of_the_cache_keys_count(String separator) throws IOException {
    var services = read("""
        [slapproxy]
        public_directory_path = ~/public
        shacache_content_directory = /c
        shacache_metadata_directory = ~/m
        shacache_signing_key_path = /unused
        shacache_upstream_cache_url = http://up.example/cache
        shacache_upstream_dir_url = http://up.example/dir
        """.replaceAll("(?<=shacache\\w{0,40})_(?=\\w* =)", separator));
    assertThat(services.publicDirectory()).contains(folder.resolve("public"));
    assertThat(services.cache()).contains(new CacheSettings(
        Path.of("/c"), folder.resolve("m"),
        Optional.of(new CacheSettings.Upstream("http://up.example/cache", "http://up.example/dir"))));
  }

  @Test
  void other_masters_are_read_in_the_order_of_the_file() throws IOException {
    var services = read("""
        [slapproxy]
        [multimaster/https://other.example/]
        key = ~/k
        cert = /c
        software_release_list =
          http://sr.example/a.cfg
          /local/path
        [multimaster/http://third.example]
        computer = COMP-9
        partition = slappart3
        """);
    assertThat(services.externalMasters()).containsExactly(
        new ExternalMaster(
            "https://other.example/", Set.of("http://sr.example/a.cfg", "/local/path"),
            Optional.of(new Identity(folder.resolve("k"), Path.of("/c"))), Optional.empty(), Optional.empty()),
        new ExternalMaster(
            "http://third.example", Set.of(), Optional.empty(), Optional.empty(),
            Optional.of(new PartitionId("COMP-9", "slappart3"))));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    assertThatThrownBy(() -> read("""
        [slapproxy]
        shacache-upstream-cache-url = http://up.example/cache
        [multimaster/other.example]
        [multimaster/http://third.example]
        computer = COMP-9
        """))
        .isInstanceOfSatisfying(ConfigurationException.class, e -> assertThat(e.getMessage().lines())
            .satisfiesExactly(
                line -> assertThat(line).endsWith("slapos.cfg:2: 'shacache-upstream-cache-url' needs 'shacache_upstream_dir_url' beside it"),
                line -> assertThat(line).contains("'[multimaster/other.example]': Not an http:// or https:// URL"),
                line -> assertThat(line).endsWith("slapos.cfg:5: 'computer' and 'partition' only make sense together")));
  }

  @Test
  void sections_of_other_names_mean_nothing() throws IOException {
    assertThat(read("[slapproxy]\n[multimaster]\nkey = x\n").externalMasters()).isEqualTo(List.of());
  }
}

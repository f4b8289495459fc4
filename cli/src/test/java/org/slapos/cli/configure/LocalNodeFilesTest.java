package org.slapos.cli.configure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.config.ConfigurationFile;

class LocalNodeFilesTest {
  @TempDir Path folder;
  private LocalNodeFiles files;

  @BeforeEach
  void write() throws IOException {
    files = new LocalNodeFiles(
        folder.resolve("etc"),
        folder.resolve("opt"),
        folder.resolve("inst"),
        folder.resolve("soft"),
        "br0",
        "10.78.0.0/16",
        2,
        "127.0.0.1",
        21210,
        folder.resolve("opt/bin/slapos"),
        Path.of("/jdk"),
        false);
    files.write(true);
  }

  private LocalNodeFiles withCache() {
    return new LocalNodeFiles(
        folder.resolve("etc"), folder.resolve("opt"), folder.resolve("inst"), folder.resolve("soft"), "br0", "10.78.0.0/16",
        2, "127.0.0.1", 21211, folder.resolve("opt/bin/slapos"), Path.of("/jdk"), true);
  }

  @Test
  void with_a_network_cache_the_master_gets_the_recorded_values_in_the_spelling_that_works() throws IOException {
    withCache().write(true);
    Map<String, String> expected = settings(recorded("slapos-proxy.with-shacache-option.cfg"));
    for (String key : List.copyOf(expected.keySet())) {
      if (key.contains("-")) {
        expected.put(key.replace('-', '_'), expected.remove(key));
      }
    }
    expected.put("slapproxy/database_uri", folder.resolve("opt/slapproxy.db").toString());
    expected.put("slapproxy/software_product_list", "");
    assertThat(settings(files.masterConfiguration())).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void with_a_network_cache_the_node_asks_its_master_for_everything() throws IOException {
    withCache().write(true);
    assertThat(settings(files.nodeConfiguration()))
        .containsEntry("networkcache/download-binary-cache-url", "http://127.0.0.1:21211/shacache/cache")
        .containsEntry("networkcache/download-binary-dir-url", "http://127.0.0.1:21211/shacache/dir")
        .containsEntry("networkcache/download-cache-url", "http://127.0.0.1:21211/shacache/cache")
        .containsEntry("networkcache/download-dir-url", "http://127.0.0.1:21211/shacache/dir");
  }

  @Test
  void the_cache_has_its_folders_and_a_private_key_that_is_kept() throws Exception {
    withCache().write(true);
    Path cache = folder.resolve("inst/shacache");
    assertThat(cache.resolve("data")).isDirectory();
    assertThat(cache.resolve("dir")).isDirectory();
    Path key = cache.resolve("signing-key.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
    String pem = Files.readString(key);
    byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    var parsed = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    assertThat(parsed.getModulus().bitLength()).isEqualTo(2048);
    withCache().write(true);
    assertThat(key).content().isEqualTo(pem);
  }

  @Test
  void the_nodes_configuration_has_the_recorded_values_and_everything_of_its_own_below_its_folder() throws IOException {
    Map<String, String> expected = settings(recorded("slapos.cfg"));
    // What is not below these is shared with a node in the usual place.
    expected.put("slapos/python_tools", folder.resolve("opt/python-tools").toString());
    expected.put("slapos/pidfile_software", folder.resolve("opt/slapgrid-sr.pid").toString());
    expected.put("slapos/pidfile_instance", folder.resolve("opt/slapgrid-cp.pid").toString());
    expected.put("slapos/pidfile_report", folder.resolve("opt/slapgrid-ur.pid").toString());
    assertThat(settings(files.nodeConfiguration())).isEqualTo(expected);
  }

  @Test
  void the_masters_configuration_has_the_recorded_values_and_a_database_below_its_folder() throws IOException {
    Map<String, String> expected = settings(recorded("slapos-proxy.cfg"));
    expected.put("slapproxy/database_uri", folder.resolve("opt/slapproxy.db").toString());
    expected.put("slapproxy/software_product_list", "");
    assertThat(settings(files.masterConfiguration())).isEqualTo(expected);
  }

  @Test
  void the_masters_program_is_the_recorded_one_with_our_java() throws IOException {
    Path program = files.instanceRoot().resolve(MasterProgram.FILE);
    assertThat(Files.readString(program))
        .isEqualTo(Files.readString(recorded("slapproxy.conf")) + "environment=SLAPOS_JAVA_HOME=\"/jdk\"\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program))).isEqualTo("rw-------");
  }

  @Test
  void logs_are_private_and_an_ipv6_address_gets_its_brackets() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.logFolder()))).isEqualTo("rwx------");
    var ipv6 = new LocalNodeFiles(folder, folder, folder, folder, "lo", "10.0.0.0/16", 1, "::1", 80, folder, folder, false);
    assertThat(ipv6.masterUrl()).isEqualTo("http://[::1]:80");
  }

  @Test
  void a_master_under_systemd_is_no_program_of_supervisord() throws IOException {
    Files.delete(files.instanceRoot().resolve(MasterProgram.FILE));
    files.write(false);
    assertThat(files.instanceRoot().resolve(MasterProgram.FILE)).doesNotExist();
  }

  @Test
  void a_program_with_a_blank_in_its_path_stays_one_word() {
    var program = new MasterProgram(
        Path.of("/a"), Path.of("/my folder/slapos"), Path.of("/a/100%.cfg"), Path.of("/l"), false, Optional.empty());
    assertThat(program.text())
        .contains("command=\"/my folder/slapos\" proxy start --cfg /a/100%%.cfg\n")
        .doesNotContain("user=");
  }

  private static Map<String, String> settings(Path file) {
    var settings = new LinkedHashMap<String, String>();
    ConfigurationFile configuration = ConfigurationFile.read(file);
    for (String section : configuration.sectionNames()) {
      var values = configuration.section(section).orElseThrow();
      for (String name : List.copyOf(values.names())) {
        settings.put(section + "/" + name, values.get(name).orElseThrow().value());
      }
    }
    return settings;
  }

  private Path recorded(String name) throws IOException {
    try (var in = LocalNodeFilesTest.class.getResourceAsStream("recorded-" + name)) {
      String text = new String(in.readAllBytes())
          .replace("${INSTANCE_ROOT}", folder.resolve("inst").toString())
          .replace("${SOFTWARE_ROOT}", folder.resolve("soft").toString())
          .replace("${BUILDOUT_DIR}", folder.resolve("opt").toString())
          .replace("${CONF_DIR}", folder.resolve("etc").toString());
      return Files.writeString(folder.resolve("recorded-" + name), text);
    }
  }
}

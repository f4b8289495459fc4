package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the reference's own runs on a machine with bridge br0, 2001:db8:77:1::1/64 and 192.0.2.1/24. */
class RecordedComputersTest {
  private static final HostFacts HOST =
      new HostFacts("Linux-6.1.0-x86_64-with-glibc2.36", "debian", "12", "Debian GNU/Linux", "1.26.1");

  @TempDir Path node;
  private final List<String> posted = new ArrayList<>();

  @Test
  void a_first_run_writes_the_recorded_files_and_posts_the_recorded_document() throws IOException {
    format(3, network("", true, true, true, 16), Optional.empty(), "10.77.28.31", "10.77.117.124", "10.77.179.41");
    assertThat(written("soft/slapos.xml")).isEqualTo(recorded("computer.xml"));
    assertThat(written("soft/slapos.json")).isEqualTo(recorded("computer.json"));
    assertThat(written("inst/slappart0/.slapos-resource")).isEqualTo(recorded("slapos-resource.json"));
    assertThat(posted.getFirst()).isEqualTo(recorded("posted-computer.xml").strip());
  }

  @Test
  void addresses_of_the_recorded_computer_are_kept() throws IOException {
    Files.createDirectories(node.resolve("soft"));
    Files.writeString(node.resolve("soft/slapos.xml"), recorded("computer.xml"));
    format(3, network("", true, true, true, 16), Optional.empty());
    assertThat(written("soft/slapos.xml")).isEqualTo(recorded("computer.xml"));
    assertThat(node.resolve("soft/slapos.xml.zip")).doesNotExist();
  }

  @Test
  void taps_behind_a_gateway_and_storage_folders_are_as_recorded() throws IOException {
    Path storage = node.resolve("storage");
    Files.createDirectories(storage.resolve("data0"));
    Files.createDirectories(storage.resolve("data1"));
    Files.createDirectories(storage.resolve("database"));
    format(3, network("br0", false, false, false, 16), Optional.of(storage), "10.77.176.216", "10.77.38.192", "10.77.18.32");
    assertThat(written("soft/slapos.xml")).isEqualTo(recorded("tap-gateway.computer.xml"));
    assertThat(storage.resolve("data1/slappart2")).isDirectory();
  }

  @Test
  void a_prefix_shift_of_8_numbers_as_recorded() throws IOException {
    format(1, network("", true, true, true, 8), Optional.empty(), "10.77.126.213");
    assertThat(written("soft/slapos.xml")).isEqualTo(recorded("prefixshift-8.computer.xml"));
  }

  @Test
  void the_record_of_the_older_version_is_taken_over_as_the_newer_does() throws IOException {
    Files.createDirectories(node.resolve("soft"));
    Files.writeString(node.resolve("soft/slapos.xml"), recorded("computer-1.6.10.xml"));
    format(3, network("", true, true, true, 16), Optional.empty());
    assertThat(written("soft/slapos.xml")).isEqualTo(recorded("computer-1.6.10-upgraded.xml"));
  }

  private void format(int partitions, FormatSettings.Network network, Optional<Path> storage, String... ipv4)
      throws IOException {
    Files.createDirectories(node.resolve("soft"));
    var settings = new FormatSettings(
        "COMP-1",
        node.resolve("inst"),
        node.resolve("soft"),
        new FormatSettings.Files(
            node.resolve("soft/slapos.xml"),
            Optional.of(node.resolve("soft/slapos.json")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        storage,
        false,
        network,
        partitions,
        new FormatSettings.Names("slappart", "slapuser", "slaptap", "slapsoft"));
    var machine = new FakeMachine().with("br0", "192.0.2.1/24", "2001:db8:77:1::1/64");
    new Formatter(settings, HOST, Clock.systemUTC(), machine, picking(ipv4)).format(posted::add, "http://m/");
  }

  private static FormatSettings.Network network(String gateway, boolean tapIpv6, boolean tuns, boolean ranges, int shift) {
    return new FormatSettings.Network(
        true,
        Optional.of("br0"),
        Optional.of("br0"),
        Optional.of(Ipv4Network.parse("10.77.0.0/16")),
        new FormatSettings.Taps(true, gateway, tapIpv6),
        new FormatSettings.Tuns(tuns, true),
        ranges,
        shift,
        false);
  }

  /** Picks those addresses of the pool, one after the other. */
  private static RandomGenerator picking(String... addresses) {
    Iterator<String> picks = List.of(addresses).iterator();
    return () -> {
      String[] bytes = picks.next().split("\\.");
      return (Long.parseLong(bytes[2]) << 8 | Long.parseLong(bytes[3])) << 32;
    };
  }

  private String written(String name) throws IOException {
    return Files.readString(node.resolve(name));
  }

  private String recorded(String name) throws IOException {
    try (var in = RecordedComputersTest.class.getResourceAsStream("recorded/" + name)) {
      return new String(in.readAllBytes())
          .replace("${INSTANCE_ROOT}", node.resolve("inst").toString())
          .replace("${SOFTWARE_ROOT}", node.resolve("soft").toString())
          .replace("${STORAGE_HOME}", node.resolve("storage").toString())
          .replaceAll("(<string>|\")3\\.1\\d\\.\\d+", "$1" + Runtime.version());
    }
  }
}

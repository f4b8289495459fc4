package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.config.ConfigurationException;
import org.slapos.slap.ConnectionException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

class FormatterTest {
  private static final HostFacts RECORDED_HOST =
      new HostFacts("Linux-6.1.0-x86_64-with-glibc2.36", "debian", "12", "Debian GNU/Linux", "1.26.1");

  @TempDir Path node;
  private final RecordingMaster master = new RecordingMaster();
  private Path definition;
  private Optional<Path> output = Optional.empty();

  @BeforeEach
  void theRecordedDefinition() throws IOException {
    definition = node.resolve("def.cfg");
    Files.writeString(definition, resource("def.cfg"));
  }

  @Test
  void the_computer_xml_equals_the_recorded_one() throws IOException {
    assertThat(format(2, Optional.of(definition))).isEqualTo(Formatter.Outcome.DONE);
    assertThat(Files.readString(node.resolve("oroot/soft/slapos.xml")))
        .isEqualTo(resource("slapos.xml").replace("3.11.2", Runtime.version().toString()));
  }

  @Test
  void the_resource_file_equals_the_recorded_one() throws IOException {
    format(2, Optional.of(definition));
    Path resource = node.resolve("oroot/inst/part0/.slapos-resource");
    assertThat(Files.readString(resource)).isEqualTo(resource("slapos-resource.json"));
    assertThat(mode(resource)).isEqualTo("rw-r--r--");
  }

  @Test
  void folders_have_the_modes_that_the_agent_wants() throws IOException {
    format(2, Optional.of(definition));
    assertThat(mode(node.resolve("oroot/inst"))).isEqualTo("rwxr-xr-x");
    assertThat(mode(node.resolve("oroot/inst/part1"))).isEqualTo("rwxr-x---");
  }

  @Test
  void the_master_is_told_what_the_file_holds() throws IOException {
    format(2, Optional.of(definition));
    Value posted = Marshal.read(master.posted.getFirst());
    assertThat(posted).isEqualTo(Marshal.read(Files.readString(node.resolve("oroot/soft/slapos.xml"))));
  }

  @Test
  void a_second_run_changes_no_file() throws IOException {
    format(2, Optional.of(definition));
    Path xml = node.resolve("oroot/soft/slapos.xml");
    Object before = Files.readAttributes(xml, "unix:ino,lastModifiedTime");
    format(2, Optional.of(definition));
    assertThat(Files.readAttributes(xml, "unix:ino,lastModifiedTime")).isEqualTo(before);
    assertThat(node.resolve("oroot/soft/slapos.xml.zip")).doesNotExist();
  }

  @Test
  void a_changed_record_keeps_the_former_one_in_the_archive() throws IOException {
    format(1, Optional.of(definition));
    String former = Files.readString(node.resolve("oroot/soft/slapos.xml"));
    format(2, Optional.of(definition));
    try (var zip = new ZipFile(node.resolve("oroot/soft/slapos.xml.zip").toFile())) {
      var entry = zip.getEntry("slapos.xml.20261124-01:02");
      assertThat(new String(zip.getInputStream(entry).readAllBytes())).isEqualTo(former);
    }
  }

  @Test
  void without_a_definition_partitions_are_named_and_their_addresses_kept() throws IOException {
    format(2, Optional.of(definition));
    format(3, Optional.empty());
    String xml = Files.readString(node.resolve("oroot/soft/slapos.xml"));
    assertThat(xml).contains("<string>2001:db8:77:1::aa</string>", "<string>slappart2</string>");
    assertThat(node.resolve("oroot/inst/slappart2")).isDirectory();
  }

  @Test
  void partitions_are_never_dropped_silently() {
    format(2, Optional.of(definition));
    assertThatThrownBy(() -> format(1, Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessage("Requested amount of computer partitions (1) is lower than already configured (2), cannot continue");
  }

  @Test
  void an_unreachable_master_leaves_a_formatted_machine_and_says_so() {
    master.reachable = false;
    assertThat(format(2, Optional.of(definition))).isEqualTo(Formatter.Outcome.OFFLINE);
    assertThat(node.resolve("oroot/inst/part0/.slapos-resource")).exists();
  }

  @Test
  void a_file_where_a_folder_is_needed_is_named_with_its_owner() throws IOException {
    Files.createDirectories(node.resolve("oroot/inst"));
    Path inTheWay = Files.createFile(node.resolve("oroot/inst/part1"));
    assertThatThrownBy(() -> format(2, Optional.of(definition)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(inTheWay + " is in the way")
        .hasMessageContaining(Files.getOwner(inTheWay).getName());
    assertThat(master.posted).isEmpty();
  }

  @Test
  void a_definition_that_lacks_a_partition_changes_nothing() {
    assertThatThrownBy(() -> format(3, Optional.of(definition)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("partition_amount is 3, but there is no section [partition_2]");
    assertThat(node.resolve("oroot")).doesNotExist();
  }

  @Test
  void a_partition_name_cannot_leave_the_instance_root() throws IOException {
    Files.writeString(definition, "[computer]\n[partition_0]\npathname = ../x\nuser = u\naddress = 127.0.0.1\n");
    assertThatThrownBy(() -> format(1, Optional.of(definition)))
        .hasMessageContaining(definition + ":3: 'pathname' must be a plain folder name, not '../x'")
        .hasMessageContaining(definition + ":5: an address is written address/netmask, not '127.0.0.1'");
  }

  @Test
  void the_definition_that_is_written_describes_the_same_computer() throws IOException {
    format(2, Optional.of(definition));
    String xml = Files.readString(node.resolve("oroot/soft/slapos.xml"));
    output = Optional.of(node.resolve("written.cfg"));
    format(2, Optional.empty());
    Path written = output.get();
    output = Optional.empty();
    Files.delete(node.resolve("oroot/soft/slapos.xml"));
    format(2, Optional.of(written));
    assertThat(Files.readString(node.resolve("oroot/soft/slapos.xml")))
        .isEqualTo(xml.replaceAll("(?s) *<string>capability_list</string>\\s*<list.*?</list>\n", "")
            .transform(FormatterTest::numberedAnew));
  }

  /** Identifiers count dictionaries and lists; without a list they are others. */
  private static String numberedAnew(String xml) {
    var count = new AtomicInteger(2);
    return Pattern.compile("id=\"i\\d+\"").matcher(xml).replaceAll(_ -> "id=\"i" + count.getAndIncrement() + "\"");
  }

  @Test
  void a_link_that_a_user_put_in_the_place_of_the_resource_file_is_not_followed() throws IOException {
    format(2, Optional.of(definition));
    Path victim = Files.writeString(node.resolve("victim"), "precious");
    Path resource = node.resolve("oroot/inst/part0/.slapos-resource");
    Files.delete(resource);
    Files.createSymbolicLink(resource, victim);
    Files.createSymbolicLink(resource.resolveSibling("..slapos-resource.new"), victim);
    format(2, Optional.of(definition));
    assertThat(victim).hasContent("precious");
    assertThat(resource).isRegularFile();
  }

  @Test
  void a_configuration_that_moves_the_roots_leaves_the_partitions_where_they_are() throws IOException {
    format(2, Optional.of(definition));
    Path xml = node.resolve("oroot/soft/slapos.xml");
    Files.writeString(xml, Files.readString(xml).replace("oroot/inst", "other/inst"));
    format(2, Optional.empty());
    assertThat(node.resolve("other/inst/part1/.slapos-resource")).exists();
  }

  @Test
  void the_plan_alone_changes_nothing() {
    formatter(2, Optional.of(definition)).showPlan();
    assertThat(node.resolve("oroot")).doesNotExist();
    assertThat(master.posted).isEmpty();
  }

  @Test
  void a_damaged_record_is_named() throws IOException {
    Files.createDirectories(node.resolve("oroot/soft"));
    Files.writeString(node.resolve("oroot/soft/slapos.xml"), "<marshal><dict");
    assertThatThrownBy(() -> format(1, Optional.empty()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("slapos.xml is damaged");
  }

  private Formatter.Outcome format(int partitions, Optional<Path> definitionFile) {
    return formatter(partitions, definitionFile).format(master, "http://m/");
  }

  private Formatter formatter(int partitions, Optional<Path> definitionFile) {
    var settings = new FormatSettings(
        "local",
        node.resolve("oroot/inst"),
        node.resolve("oroot/soft"),
        new FormatSettings.Files(
            node.resolve("oroot/soft/slapos.xml"), Optional.empty(), definitionFile, output, Optional.empty()),
        Optional.empty(),
        false,
        new FormatSettings.Network(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new FormatSettings.Taps(false, "", true),
            new FormatSettings.Tuns(false, true),
            true,
            16,
            false),
        partitions,
        new FormatSettings.Names("slappart", "slapuser", "slaptap", "slapsoft"));
    return new Formatter(settings, RECORDED_HOST, Clock.fixed(Instant.parse("2026-11-24T01:02:03Z"), ZoneOffset.UTC));
  }

  private String resource(String name) throws IOException {
    try (var in = FormatterTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes()).replace("${NODE}", node.toString() + "/");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** The Master's side of formatting. */
  private static final class RecordingMaster implements Formatter.Post {
    final List<String> posted = new ArrayList<>();
    boolean reachable = true;

    @Override
    public void updateConfiguration(String computerXml) {
      if (!reachable) {
        throw new ConnectionException("no answer");
      }
      posted.add(computerXml);
    }
  }
}

package org.slapos.master.takeover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.master.NodeClient;
import org.slapos.master.domain.ForwardedRequest;
import org.slapos.master.domain.Register;
import org.slapos.master.domain.ReleaseRoot;
import org.slapos.master.store.DatabaseLocation;
import org.slapos.master.store.Snapshot;
import org.slapos.master.store.Store;
import org.slapos.master.store.StoreException;
import org.slapos.slap.wire.Marshal;
import org.slapos.slap.wire.Value;

/** Databases of every schema version, written by released versions of the reference, become ours. */
class TakeOverTest {
  @TempDir Path folder;
  private Path database;

  @BeforeEach
  void name() {
    database = folder.resolve("proxy.db");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 11, 12, 13, 14, 15, 16, 17, 18})
  void nodes_are_told_what_the_newest_reference_tells_them_after_its_own_migration(int version) throws SQLException {
    ReferenceFixture.write(version, database);
    try (var master = start()) {
      var node = new NodeClient(master.url());
      for (var computer : version == 10 ? List.of("COMP-0") : List.of("COMP-0", "COMP-1")) {
        assertThat(comparable(node.information(computer), version))
            .isEqualTo(comparable(ReferenceFixture.information(version, computer), version));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 14, 17, 18})
  void whoever_requests_again_finds_what_was_there(int version) throws SQLException {
    ReferenceFixture.write(version, database);
    try (var master = start()) {
      var node = new NodeClient(master.url());
      var before = node.information("COMP-0");
      assertThat(NodeClient.partition(node.request("root"))).isEqualTo("slappart0");
      assertThat(NodeClient.partition(node.post("/requestComputerPartition", by("slappart0", "child"))))
          .isEqualTo("slappart1");
      assertThat(NodeClient.partition(node.post("/requestComputerPartition", by("slappart1", "grandchild"))))
          .isEqualTo("slappart2");
      var shared = by("slappart1", "member");
      shared.put("software_release", "http://sr.example/host/software.cfg");
      shared.put("shared_xml", Marshal.write(new Value.Bool(true)));
      assertThat(node.post("/requestComputerPartition", shared).body()).contains("for ");
      assertThat(node.information("COMP-0").split("slave_reference", -1)).hasSameSizeAs(before.split("slave_reference", -1));
      assertThat(node.information("COMP-0")).contains(">root_instance_title</string><string>root<");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 14, 16, 18})
  void what_other_masters_have_taken_is_known_as_before(int version) throws SQLException {
    ReferenceFixture.write(version, database);
    var table = "forwarded_partition_request" + version;
    ReferenceFixture.execute(database, "INSERT INTO " + table + " VALUES ('user_far', 'http://far.example/'), ('slappart1_far', 'http://far.example/')");
    if (version < 16) {
      // Before the primary key every request left a row.
      ReferenceFixture.execute(database, "INSERT INTO " + table + " VALUES ('user_far', 'http://far.example/')");
    }
    try (var store = Store.open(new DatabaseLocation.SqliteFile(database), () -> Instant.EPOCH, Optional.of("COMP-0"))) {
      assertThat(store.<Boolean>read(known -> known.isForwarded(new ForwardedRequest("user_far", "http://far.example/")))).isTrue();
    }
    assertThat(Snapshot.read(database).forwardedRequests()).containsExactly(
        new ForwardedRequest("slappart1_far", "http://far.example/"), new ForwardedRequest("user_far", "http://far.example/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 18})
  void releases_of_this_machine_are_where_they_were(int version) throws SQLException {
    ReferenceFixture.write(version, database);
    ReferenceFixture.execute(database, version < 17
        ? "UPDATE local_software_release_root" + version + " SET path = '/srv/old/'"
        : "INSERT OR REPLACE INTO config" + version + " VALUES ('local_software_release_root', '/srv/old/')");
    var settings = MasterSettings.local(database, 0, "COMP-0").with(new ReleaseRoot(Path.of("/srv/new")));
    try (var master = Master.start(settings)) {
      assertThat(new NodeClient(master.url()).information("COMP-0"))
          .contains("/srv/new/software.cfg").doesNotContain("/srv/old");
    }
  }

  @Test
  void the_old_database_is_kept_beside_for_the_owner_alone() throws Exception {
    ReferenceFixture.write(14, database);
    start().close();
    Path backup;
    try (var files = Files.list(folder)) {
      backup = files.filter(file -> file.getFileName().toString().matches("proxy\\.db-backup-v14-.*\\.db")).findFirst().orElseThrow();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-------");
    database = backup;
    try (var again = start()) {
      assertThat(new NodeClient(again.url()).information("COMP-0")).contains("slappart6", ">root<");
    }
  }

  @Test
  void a_take_over_that_fails_leaves_the_old_database() throws Exception {
    ReferenceFixture.write(14, database);
    ReferenceFixture.execute(database, "UPDATE partition14 SET reference = 'slappart0', computer_reference = NULL WHERE reference = 'slappart6'");
    ReferenceFixture.execute(database, "DROP TABLE slave14");
    var before = Files.readAllBytes(database);
    assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining("slave14");
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
  }

  @Test
  void the_oldest_schema_needs_the_name_of_the_computer() throws Exception {
    ReferenceFixture.write(10, database);
    assertThatThrownBy(() -> Store.openSqlite(database, InstantSource.system()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("give computer_id");
  }

  @Test
  void unknown_versions_are_refused() throws Exception {
    ReferenceFixture.execute(database, "CREATE TABLE partition19 (reference TEXT)");
    assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining("versions 10 to 18");
  }

  @Test
  void two_of_one_title_are_both_kept_and_a_state_that_is_none_means_started() throws Exception {
    ReferenceFixture.write(18, database);
    ReferenceFixture.execute(database, "UPDATE partition18 SET partition_reference = 'root' WHERE partition_reference = 'lone'");
    ReferenceFixture.execute(database, "UPDATE partition18 SET requested_state = 'odd' WHERE partition_reference = 'gone'");
    try (var store = Store.open(new DatabaseLocation.SqliteFile(database), () -> Instant.EPOCH, Optional.of("COMP-0"))) {
      var roots = store.read(Register::roots).stream().map(root -> root.title().orElse("") + " " + root.state().wireName());
      assertThat(roots).containsExactly(
          "root started", "root (slappart3) stopped", "gone started", "host started", "elsewhere started");
      assertThat(store.events(1).getFirst().before()).contains("slapproxy version 18");
    }
  }

  private Master start() {
    return Master.start(MasterSettings.local(database, 0, "COMP-0"));
  }

  private static Map<String, String> by(String partition, String title) {
    var form = NodeClient.requestForm(title);
    form.put("computer_id", "COMP-0");
    form.put("computer_partition_id", partition);
    return form;
  }

  /**
   * Without what is ours on purpose: times in microseconds, and now where none was kept; roots found on the partition's own
   * computer; shared instances known under the title of their tree.
   */
  private static Value comparable(String document, int version) {
    return comparable(Marshal.read(document.strip().replace("slappart1_member", "root_member")), version);
  }

  private static Value comparable(Value value, int version) {
    return switch (value) {
      case Value.ListValue(var items) -> new Value.ListValue(items.stream().map(item -> comparable(item, version)).toList());
      case Value.Instance(var type, var arguments, var attributes) ->
          new Value.Instance(type, arguments, attributes.map(all -> (Value.Dict) comparable(all, version)));
      case Value.Dict(var entries) -> {
        var kept = new LinkedHashMap<Value, Value>();
        entries.forEach((key, item) -> kept.put(key, comparable(item, version)));
        var time = kept.remove(new Value.Text("timestamp"));
        if (version >= 14 && time instanceof Value.Text(var text)) {
          kept.put(new Value.Text("timestamp"), new Value.Text(text.replaceFirst("(\\.\\d{5}).*", "$1")));
        }
        if (version > 10 && version < 17) {
          kept.remove(new Value.Text("root_instance_title"));
        }
        yield new Value.Dict(kept);
      }
      default -> value;
    };
  }
}

package org.slapos.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.grid.networkcache.HostPlatform;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

class BinaryTableTest {
  private static final HostPlatform DEBIAN = new HostPlatform("x86_64-linux-gnu", "debian", "12", "bookworm");

  private static BinaryRelease release(String metadata, boolean trusted) {
    Map<Value, Value> members = ((Value.Dict) JsonText.read(metadata)).entries();
    return BinaryRelease.of(new CacheEntry(metadata, "", trusted, members), DEBIAN);
  }

  @Test
  void the_table_is_that_of_the_newest_reference() {
    var releases = List.of(
        release("{\"multiarch\": \"x86_64-linux-gnu\", \"os\": [\"debian\", \"12\", \"bookworm\"]}", true),
        release("{\"multiarch\": \"aarch64-linux-gnu\", \"os\": [\"debian\", \"12\", \"bookworm\"]}", true),
        release("{\"multiarch\": \"x86_64-linux-gnu\", \"os\": [\"ubuntu\", \"22.04\", \"jammy\"]}", false),
        release("{\"machine\": \"x86_64\", \"os\": \"('CentOS', '6.3', 'Final')\"}", true));
    assertThat(String.join("|\n", new BinaryTable(releases, true).lines())).isEqualTo("""
        -----------------------------------------------------------------------|
             multiarch     distribution version    id    compatible? verified? |
        -----------------------------------------------------------------------|
         aarch64-linux-gnu    debian       12   bookworm      no        yes    |
          x86_64-linux-gnu    CentOS      6.3    Final        no        yes    |
          x86_64-linux-gnu    debian       12   bookworm     yes        yes    |
          x86_64-linux-gnu    ubuntu     22.04   jammy        no         no    |
        -----------------------------------------------------------------------""");
  }

  @Test
  void the_older_table_knows_neither_architecture_nor_signer() {
    var releases = List.of(
        release("{\"machine\": \"x86_64\", \"os\": \"('Ubuntu', '12.04', 'precise')\"}", false),
        release("{\"machine\": \"x86_64\", \"os\": \"('debian', '7.0', '')\"}", false),
        release("{\"machine\": \"x86_64\", \"os\": \"('debian', '12.1', '')\"}", false),
        release("{\"machine\": \"x86_64\", \"os\": \"('Fedora', '17', 'Beefy Miracle')\"}", false));
    assertThat(String.join("|\n", new BinaryTable(releases, false).lines())).isEqualTo("""
        ------------------------------------------------|
         distribution version       id      compatible? |
        ------------------------------------------------|
            Fedora       17   Beefy Miracle      no     |
            Ubuntu     12.04     precise         no     |
            debian      12.1                    yes     |
            debian      7.0                      no     |
        ------------------------------------------------""");
  }

  @Test
  void entries_that_anybody_broke_are_shown_and_fit_nothing() {
    var broken = release("{\"os\": 7}", false);
    assertThat(broken.softwareUrl()).isEqualTo(Optional.empty());
    assertThat(broken.compatible()).isFalse();
    assertThat(new BinaryTable(List.of(broken), true).lines()).hasSize(5);
  }
}

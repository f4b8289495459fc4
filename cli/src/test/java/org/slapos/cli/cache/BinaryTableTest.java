package org.slapos.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slapos.grid.networkcache.CacheEntry;
import org.slapos.slap.json.JsonText;
import org.slapos.slap.wire.Value;

class BinaryTableTest {
  private static final BuildPlatform DEBIAN = new BuildPlatform("x86_64-linux-gnu", "debian", "12", "bookworm");

  private static BinaryRelease release(String metadata, boolean trusted) {
    Map<Value, Value> members = ((Value.Dict) JsonText.read(metadata)).entries();
    return BinaryRelease.of(new CacheEntry(metadata, "", trusted, members));
  }

  @Test
  void the_table_is_that_of_the_newest_reference() {
    var releases = List.of(
        release("{\"multiarch\": \"x86_64-linux-gnu\", \"os\": [\"debian\", \"12\", \"bookworm\"]}", true),
        release("{\"multiarch\": \"aarch64-linux-gnu\", \"os\": [\"debian\", \"12\", \"bookworm\"]}", true),
        release("{\"multiarch\": \"x86_64-linux-gnu\", \"os\": [\"ubuntu\", \"22.04\", \"jammy\"]}", false),
        release("{\"machine\": \"x86_64\", \"os\": \"('CentOS', '6.3', 'Final')\"}", true));
    assertThat(String.join("|\n", new BinaryTable(releases, DEBIAN, true).lines())).isEqualTo("""
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
    assertThat(String.join("|\n", new BinaryTable(releases, DEBIAN, false).lines())).isEqualTo("""
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
    assertThat(DEBIAN.fits(broken.platform())).isFalse();
    assertThat(new BinaryTable(List.of(broken), DEBIAN, true).lines()).hasSize(5);
  }

  @Test
  void raspbian_runs_what_debian_does_and_other_distributions_must_be_equal() {
    assertThat(new BuildPlatform("a", "Raspbian", "12", "x").fits(new BuildPlatform("a", "debian", "12.4", "y"))).isTrue();
    assertThat(new BuildPlatform("a", "debian", "12", "x").fits(new BuildPlatform("b", "debian", "12", "x"))).isFalse();
    assertThat(new BuildPlatform("a", "ubuntu", "22.04", "jammy").fits(new BuildPlatform("a", "ubuntu", "22.10", "jammy")))
        .isFalse();
  }
}

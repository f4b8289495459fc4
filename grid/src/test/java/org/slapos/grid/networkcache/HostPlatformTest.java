package org.slapos.grid.networkcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slapos.slap.wire.Value;

class HostPlatformTest {
  private static final String DEBIAN = """
      PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
      ID=debian
      VERSION_ID="12"
      VERSION_CODENAME=bookworm
      """;
  private static final HostPlatform HERE = HostPlatform.of("x86_64-linux-gnu", DEBIAN);

  private static CacheEntry entry(Map<String, Value> members) {
    var metadata = new LinkedHashMap<Value, Value>();
    members.forEach((name, value) -> metadata.put(new Value.Text(name), value));
    return new CacheEntry("", "", true, metadata);
  }

  private static CacheEntry built(String multiarch, String... os) {
    return entry(Map.of("multiarch", new Value.Text(multiarch), "os", new Value.ListValue(
        List.<Value>copyOf(List.of(os).stream().map(Value.Text::new).toList()))));
  }

  @Test
  void it_is_told_as_the_reference_tells_it() {
    assertThat(HERE.metadata()).containsExactly(
        Map.entry("multiarch", new Value.Text("x86_64-linux-gnu")),
        Map.entry("os", new Value.ListValue(
            List.of(new Value.Text("debian"), new Value.Text("12"), new Value.Text("bookworm")))));
  }

  @Test
  void a_debian_release_fits_all_point_releases_and_names_of_it() {
    assertThat(HERE.fits(built("x86_64-linux-gnu", "debian", "12", "bookworm"))).isTrue();
    assertThat(HERE.fits(built("x86_64-linux-gnu", "Debian", "12.4", ""))).isTrue();
    assertThat(HERE.fits(built("x86_64-linux-gnu", "raspbian", "12", "x"))).isTrue();
    assertThat(HERE.fits(built("x86_64-linux-gnu", "debian", "11", "bullseye"))).isFalse();
    assertThat(HERE.fits(built("aarch64-linux-gnu", "debian", "12", "bookworm"))).isFalse();
  }

  @Test
  void other_distributions_fit_by_all_three_words() {
    var here = HostPlatform.of("x86_64-linux-gnu", "ID=ubuntu\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n");
    assertThat(here.fits(built("x86_64-linux-gnu", "ubuntu", "24.04", "noble"))).isTrue();
    assertThat(here.fits(built("x86_64-linux-gnu", "ubuntu", "24.04", "other"))).isFalse();
    assertThat(here.fits(built("x86_64-linux-gnu", "ubuntu", "24.10", "noble"))).isFalse();
  }

  @Test
  void entries_of_old_clients_are_understood() {
    var old = Map.<String, Value>of(
        "machine", new Value.Text("x86_64"), "os", new Value.Text("('debian', '12.1', '')"));
    assertThat(HERE.fits(entry(old))).isTrue();
    assertThat(HERE.fits(entry(Map.of("machine", new Value.Text("i686"), "os", old.get("os"))))).isFalse();
  }

  @Test
  void an_entry_that_tells_nothing_fits_nowhere() {
    assertThat(HERE.fits(entry(Map.of()))).isFalse();
    assertThat(HERE.fits(entry(Map.of("multiarch", new Value.Text("x86_64-linux-gnu"), "os", new Value.Text("debian"))))).isFalse();
  }
}

package org.slapos.grid.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

import org.slapos.fakes.FakeMaster;
import org.slapos.slap.SoftwareRelease.State;

class SoftwareDecisionsTest {
  private static final String URL = "http://example.com/software.cfg";
  private static final String MD5 = "91d5c3732524c019b6f1d313793d8809";

  @Test
  void a_release_lives_under_the_md5_of_its_url() {
    assertThat(SoftwareFolder.name(URL)).isEqualTo(MD5);
  }

  @Test
  void the_whole_table_of_state_completion_and_force() {
    assertThat(SoftwareAction.decide(URL, State.AVAILABLE, false, false, List.of())).isEqualTo(SoftwareAction.BUILD);
    assertThat(SoftwareAction.decide(URL, State.AVAILABLE, false, true, List.of())).isEqualTo(SoftwareAction.BUILD);
    assertThat(SoftwareAction.decide(URL, State.AVAILABLE, true, false, List.of())).isEqualTo(SoftwareAction.NOTHING);
    assertThat(SoftwareAction.decide(URL, State.AVAILABLE, true, true, List.of())).isEqualTo(SoftwareAction.BUILD);
    for (boolean completed : List.of(true, false)) {
      for (boolean forced : List.of(true, false)) {
        assertThat(SoftwareAction.decide(URL, State.DESTROYED, completed, forced, List.of()))
            .isEqualTo(SoftwareAction.REMOVE);
      }
    }
  }

  @Test
  void only_takes_urls_and_md5_names_and_skips_the_rest() {
    assertThat(SoftwareAction.decide(URL, State.AVAILABLE, false, false, List.of(URL))).isEqualTo(SoftwareAction.BUILD);
    assertThat(SoftwareAction.decide(URL, State.DESTROYED, true, false, List.of("x", MD5)))
        .isEqualTo(SoftwareAction.REMOVE);
    assertThat(SoftwareAction.decide(URL, State.DESTROYED, true, true, List.of("http://other/")))
        .isEqualTo(SoftwareAction.NOTHING);
  }

  @Test
  void garbage_is_what_no_release_of_the_computer_asks_for() {
    try (var master = new FakeMaster()) {
      master.supply(URL, "available").supply("http://example.com/old.cfg", "destroyed");
      var releases = master.slap().registerComputer(FakeMaster.COMPUTER).softwareReleases();

      assertThat(GarbageCollection.unwanted(
          List.of(MD5, SoftwareFolder.name("http://example.com/old.cfg"), "0".repeat(32), "shared", "lost+found"),
          releases))
          .containsExactlyInAnyOrder("0".repeat(32), SoftwareFolder.name("http://example.com/old.cfg"));
    }
  }

  @Test
  void the_profile_is_written_as_the_reference_writes_it() throws Exception {
    String recorded = new String(
        getClass().getResourceAsStream("/recordings/hello-buildout.cfg").readAllBytes());

    assertThat(SoftwareProfile.text("${samples}/hello/software.cfg", List.of("${shared}"), List.of()))
        .isEqualTo(recorded);
  }
}

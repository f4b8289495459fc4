package org.slapos.master.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slapos.master.domain.ForwardingRules.Candidate;
import org.slapos.master.domain.ForwardingRules.Place;
import org.slapos.slap.RequestedState;

class ForwardingRulesTest {
  private static final String OTHER = "https://other.example/";
  private static final String RELEASE = "http://sr.example/software.cfg";
  private static final PartitionId ROOT = new PartitionId("COMP-0", "slappart1");

  private final MapRegister register = new MapRegister();

  private Place decide(Claim claim, String title, String release, boolean shared, String url, boolean ourself) {
    var rules = new LinkedHashMap<String, Set<String>>();
    rules.put("https://first.example/", Set.of("http://sr.example/first.cfg"));
    rules.put(OTHER, Set.of(RELEASE));
    rules.put("https://second.example/", Set.of(RELEASE));
    return new ForwardingRules(rules).decide(
        new Candidate(claim, title, release, shared, "COMP-0", Optional.ofNullable(url), ourself), register);
  }

  private Place decide(String release) {
    return decide(Claim.Nobody.NOBODY, "one", release, false, null, false);
  }

  private void known(String title) {
    Decisions.decide(
            new Command.Format(
                new Computer("COMP-0", Optional.empty(), Optional.empty()),
                List.of(new Command.FormattedPartition("slappart1", List.of()))),
            register, new Timestamp(1))
        .effects().forEach(register::apply);
    Decisions.decide(
            new Command.RequestInstance(
                Claim.Nobody.NOBODY, title, RELEASE, Optional.empty(), "default", "<instance/>", "COMP-0",
                Optional.of(RequestedState.STARTED)),
            register, new Timestamp(2))
        .effects().forEach(register::apply);
  }

  @Test
  void a_listed_release_goes_to_the_first_master_that_lists_it() {
    assertThat(decide(RELEASE)).isEqualTo(new Place.There(OTHER, "user_one"));
  }

  @Test
  void releases_are_compared_exactly() {
    assertThat(decide(RELEASE + "/")).isEqualTo(Place.Here.HERE);
    assertThat(decide("http://sr.example/")).isEqualTo(Place.Here.HERE);
  }

  @Test
  void what_is_allocated_here_stays_here() {
    known("one");
    assertThat(decide(RELEASE)).isEqualTo(Place.Here.HERE);
    assertThat(decide(Claim.Nobody.NOBODY, "one", RELEASE, false, OTHER, false)).isEqualTo(Place.Here.HERE);
  }

  @Test
  void the_master_that_the_requester_names_wins() {
    assertThat(decide(Claim.Nobody.NOBODY, "one", "any", false, "https://first.example/", false))
        .isEqualTo(new Place.There("https://first.example/", "user_one"));
  }

  @Test
  void a_master_that_nobody_configured_is_unknown() {
    assertThat(decide(Claim.Nobody.NOBODY, "one", "any", false, "https://other.example", false))
        .isEqualTo(new Place.Unknown("https://other.example"));
  }

  @Test
  void who_insists_on_this_master_stays_here() {
    assertThat(decide(Claim.Nobody.NOBODY, "one", RELEASE, false, "https://this.example/", true))
        .isEqualTo(Place.Here.HERE);
  }

  @Test
  void the_title_begins_with_the_requesting_partition() {
    known("root");
    assertThat(decide(new Claim.Form(ROOT), "one", RELEASE, false, null, false))
        .isEqualTo(new Place.There(OTHER, "slappart1_one"));
    assertThat(decide(new Claim.Form(new PartitionId("COMP-0", "none")), "one", RELEASE, true, null, false))
        .isEqualTo(new Place.There(OTHER, "user_one"));
  }

  @Test
  void a_header_that_names_nobody_is_left_to_the_refusal_here() {
    var claim = new Claim.Header(Optional.of("COMP-0"), Optional.of("none"));
    assertThat(decide(claim, "one", RELEASE, false, null, false)).isEqualTo(Place.Here.HERE);
  }
}

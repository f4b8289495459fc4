package org.slapos.master.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slapos.master.domain.StatusReport.State;
import org.slapos.master.domain.StatusReport.Subject;

class AccessStatusTest {
  private static final Subject PLACE = new Subject.Place(new PartitionId("COMP-0", "slappart0"));

  @Test
  void what_runs_and_what_is_stopped_is_accessible() {
    assertThat(AccessStatus.of(report(State.STARTED, "")).orElseThrow().text()).startsWith("#access ");
    assertThat(AccessStatus.of(report(State.STOPPED, "")).orElseThrow().text()).startsWith("#access ");
  }

  @Test
  void an_error_is_told_by_the_last_line_of_its_log() {
    assertThat(AccessStatus.of(report(State.ERROR, "While:\n  Installing.\nError: no\n\n")))
        .contains(new AccessStatus("#error Error: no"));
    assertThat(AccessStatus.of(report(State.ERROR, ""))).contains(new AccessStatus("#error "));
    assertThat(AccessStatus.of(report(State.ERROR, "x".repeat(5000))).orElseThrow().text())
        .hasSize("#error ".length() + AccessStatus.LONGEST_REASON);
  }

  @Test
  void characters_that_no_document_can_carry_are_left_out() {
    assertThat(AccessStatus.of(report(State.ERROR, "\u001b[31mno\u0000\ud800")))
        .contains(new AccessStatus("#error [31mno"));
    var cutThrough = "😀".repeat(AccessStatus.LONGEST_REASON);
    assertThat(AccessStatus.of(report(State.ERROR, "a" + cutThrough)).orElseThrow().text().codePoints())
        .noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @Test
  void a_destroyed_partition_has_no_status() {
    assertThat(AccessStatus.of(report(State.DESTROYED, ""))).isEmpty();
  }

  private static StatusReport report(State state, String log) {
    return new StatusReport(PLACE, state, "node", new Timestamp(1), log);
  }
}

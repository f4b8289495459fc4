package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.script;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromisePassTest {
  private final TestNode node = new TestNode();

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  @Test
  void checks_started_partitions_only_and_tells_the_master_nothing() {
    for (String id : List.of("slappart0", "slappart1", "slappart2")) {
      script(node.partition(id).resolve("etc/promise/check"), "touch checked; echo $PWD; exit 1");
    }
    node.master().instance("slappart0", URL, "started", "1").instance("slappart1", URL, "stopped", "1")
        .free("slappart2");

    PassResult result = node.grid().promise();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.summary()).containsExactly(
        "  slappart0[default]: Promise 'check' failed with output: " + node.instances().resolve("slappart0"));
    assertThat(node.instances().resolve("slappart1/checked")).doesNotExist();
    assertThat(node.instances().resolve("slappart2/checked")).doesNotExist();
    assertThat(node.master().told()).isEmpty();
    assertThat(node.log().lines()).contains(
        "INFO Processing promises...", "INFO Processing Promises for Computer Partition slappart0.",
        "INFO Finished computer partitions.");
  }

  @Test
  void all_kept_is_silent_success() {
    script(node.partition("slappart0").resolve("etc/promise/check"), "true");
    node.master().instance("slappart0", URL, "started", "1");

    assertThat(node.grid().promise()).isEqualTo(new PassResult(0, List.of()));
    assertThat(node.log().lines()).doesNotContain("INFO Finished computer partitions.");
  }

  @Test
  void an_unknown_name_is_refused() {
    node.settings(node.settings().with(
        new GridSettings.Selection(List.of(), List.of("foo"), false, false, false)));
    assertThat(node.grid().promise()).isEqualTo(new PassResult(1, List.of("Unknown partition: foo")));
  }
}

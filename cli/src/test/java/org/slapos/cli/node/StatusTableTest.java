package org.slapos.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.slapos.grid.supervisor.ProcessState;

/** The table as supervisorctl prints it, and the same as JSON. */
class StatusTableTest {
  private static final ProcessState WEB = new ProcessState(
      "slappart0", "httpd-on-watch", 20, "RUNNING", "pid 20571, uptime 0:00:02", 20571, 1795392621, 0);
  private static final ProcessState ONCE =
      new ProcessState("slappart3", "once", 100, "EXITED", "Nov 23 12:11 AM", 0, 1795392621, 7);
  private static final ProcessState ALONE =
      new ProcessState("watchdog", "watchdog", 0, "STOPPED", "Not started", 0, 0, 0);

  @Test
  void columns_are_those_of_supervisorctl() {
    assertThat(StatusTable.lines(List.of(WEB, ONCE, ALONE), false)).containsExactly(
        "slappart0:httpd-on-watch         RUNNING   pid 20571, uptime 0:00:02",
        "slappart3:once                   EXITED    Nov 23 12:11 AM",
        "watchdog                         STOPPED   Not started");
  }

  @Test
  void a_long_name_widens_the_column() {
    var longName = new ProcessState("g".repeat(30), "n".repeat(10), 20, "RUNNING", "pid 1", 1, 1, 0);
    assertThat(StatusTable.lines(List.of(longName), false))
        .containsExactly("g".repeat(30) + ":" + "n".repeat(10) + "   RUNNING   pid 1");
  }

  @Test
  void states_are_coloured_on_a_terminal() {
    assertThat(StatusTable.lines(List.of(WEB), true)).singleElement().asString()
        .contains("\u001b[0;32mRUNNING   \u001b[0m");
  }

  @Test
  void json_tells_what_is_known_of_each() {
    assertThat(StatusJson.of(List.of(WEB, ONCE))).isEqualToIgnoringWhitespace("""
        [{"group": "slappart0", "name": "httpd-on-watch", "state": "RUNNING", "pid": 20571,
          "started_at": "2026-11-23T00:10:21Z", "exit_status": null, "description": "pid 20571, uptime 0:00:02"},
         {"group": "slappart3", "name": "once", "state": "EXITED", "pid": null,
          "started_at": "2026-11-23T00:10:21Z", "exit_status": 7, "description": "Nov 23 12:11 AM"}]""");
  }
}

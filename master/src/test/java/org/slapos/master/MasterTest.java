package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.http.ListenException;
import org.slapos.master.store.StoreException;

/** A Master as a whole: it starts, remembers and stops. */
class MasterTest {
  @TempDir Path folder;

  @Test
  void remembers_everything_over_a_restart() {
    String before;
    try (var master = start()) {
      new NodeClient(master.url()).format("COMP-0", 3);
      new NodeClient(master.url()).supply("COMP-0", "http://sr.example/a.cfg");
      new NodeClient(master.url()).request("one");
      before = new NodeClient(master.url()).information("COMP-0");
    }
    try (var master = start()) {
      assertThat(new NodeClient(master.url()).information("COMP-0"))
          .isEqualTo(before)
          .contains("http://sr.example/a.cfg", "slappart2", ">one<");
    }
  }

  @Test
  void answers_for_its_own_computer_before_the_first_format() {
    try (var master = start()) {
      assertThat(RawHttp.get(master.url(), "/getFullComputerInformation?computer_id=COMP-0").status()).isEqualTo(200);
    }
  }

  @Test
  void says_which_address_is_in_use() {
    try (var master = start()) {
      var second = new MasterSettings(
          folder.resolve("other.db"), "127.0.0.1", master.url().getPort(), "COMP-0", Map.of());
      assertThatThrownBy(() -> Master.start(second))
          .isInstanceOf(ListenException.class)
          .hasMessageContaining("Cannot listen on 127.0.0.1:" + master.url().getPort() + ": address already in use");
    }
  }

  @Test
  void refuses_a_database_that_another_master_serves() {
    try (var _ = start()) {
      assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining("in use by another Master");
    }
  }

  @Test
  void can_be_started_again_after_a_start_that_failed() throws Exception {
    Files.writeString(folder.resolve("proxy.db"), "this is no database, but it is long enough to have a header.....");
    assertThatThrownBy(this::start).isInstanceOf(StoreException.class).hasMessageContaining("proxy.db");
    Files.delete(folder.resolve("proxy.db"));
    start().close();
  }

  private Master start() {
    return Master.start(MasterSettings.local(folder.resolve("proxy.db"), 0, "COMP-0"));
  }
}

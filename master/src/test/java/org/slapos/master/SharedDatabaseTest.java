package org.slapos.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.master.api.changes.WaitingCall;
import org.slapos.master.show.ProxyShow;
import org.slapos.master.store.DatabaseLocation;
import org.slapos.master.store.PostgresServer;
import org.slapos.master.store.StoreException;

/** Two Masters on one PostgreSQL database. */
class SharedDatabaseTest {
  @TempDir Path folder;
  private DatabaseLocation.PostgresDatabase database;
  private Master one;
  private Master other;

  @BeforeEach
  void start() {
    database = PostgresServer.newDatabase();
    one = Master.start(MasterSettings.local(database, 0, "COMP-0"));
    other = Master.start(MasterSettings.local(database, 0, "COMP-0"));
    new NodeClient(one.url()).format("COMP-0", 3);
  }

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  @Test
  void kept_answers_follow_what_the_other_one_writes() {
    assertThat(new NodeClient(other.url()).information("COMP-0")).doesNotContain("first-title");
    new NodeClient(one.url()).request("first-title");
    assertThat(new NodeClient(other.url()).information("COMP-0")).contains("first-title");
    new NodeClient(other.url()).supply("COMP-0", "http://sr.example/a.cfg");
    assertThat(new NodeClient(one.url()).information("COMP-0"))
        .contains("http://sr.example/a.cfg")
        .isEqualTo(new NodeClient(other.url()).information("COMP-0"));
  }

  @Test
  void who_waits_at_one_is_woken_by_a_change_through_the_other() throws Exception {
    var cursor = cursor();
    var waiting = WaitingCall.start(one.url(), "/changes?computer_id=COMP-0&timeout=300&since=" + cursor);
    new NodeClient(other.url()).request("a");
    assertThat(waiting.get(60, TimeUnit.SECONDS).body()).contains("\"changed\": true", cursor());
  }

  @Test
  void all_connections_may_be_lost_at_once() throws Exception {
    new NodeClient(one.url()).information("COMP-0");
    var waiting = WaitingCall.start(one.url(), "/changes?computer_id=COMP-0&timeout=300&since=" + cursor());
    PostgresServer.loseConnections(database);
    assertThat(new NodeClient(one.url()).information("COMP-0")).contains("slappart2");
    assertThat(new NodeClient(one.url()).request("a").status()).isEqualTo(200);
    assertThat(waiting.get(60, TimeUnit.SECONDS).body()).contains("\"changed\": true");
    var again = WaitingCall.start(one.url(), "/changes?computer_id=COMP-0&timeout=300&since=" + cursor());
    assertThat(new NodeClient(other.url()).request("b").status()).isEqualTo(200);
    assertThat(again.get(60, TimeUnit.SECONDS).body()).contains("\"changed\": true");
  }

  @Test
  void shows_the_database_without_its_password() {
    new NodeClient(one.url()).request("a");
    var withPassword = new DatabaseLocation.PostgresDatabase(
        database.jdbcUrl(), database.user(), database.password().or(() -> java.util.Optional.of("sesame")));
    assertThat(ProxyShow.read(withPassword).text(java.util.Set.of()))
        .startsWith("Using database: postgresql://").doesNotContain("sesame").contains(" a ");
  }

  @Test
  void a_server_that_is_not_there_is_named_without_password() {
    var nowhere = DatabaseLocation.postgres("postgresql://ada:sesame@127.0.0.1:1/slapos?password=sesame");
    assertThatThrownBy(() -> Master.start(MasterSettings.local(nowhere, 0, "COMP-0")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("postgresql://ada@127.0.0.1:1/slapos")
        .hasMessageNotContaining("sesame");
  }

  private String cursor() {
    return RawHttp.get(other.url(), "/changes?computer_id=COMP-0").body().replaceAll(".*\"cursor\": \"(.*?)\".*", "$1");
  }
}

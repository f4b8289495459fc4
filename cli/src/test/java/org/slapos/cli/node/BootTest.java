package org.slapos.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.cli.CommandFailure;
import org.slapos.slap.http.HttpUrl;

class BootTest {
  private final List<String> happened = new ArrayList<>();
  private final Deque<Integer> formats = new ArrayDeque<>();
  private final Deque<Integer> bangs = new ArrayDeque<>();
  private int ipv6After;
  private int masterAfter;

  @Test
  void a_machine_that_is_ready_is_formatted_and_banged_once() {
    boot().awaitIpv6("br0");
    boot().formatAndBang();
    assertThat(happened).containsExactly("format", "bang");
  }

  @Test
  void an_address_is_waited_for_but_not_for_ever() {
    ipv6After = 2;
    boot().awaitIpv6("br0");
    assertThat(happened).containsExactly("5s", "5s");
    happened.clear();
    ipv6After = Integer.MAX_VALUE;
    boot().awaitIpv6("br0");
    assertThat(happened).hasSize(23).containsOnly("5s");
    happened.clear();
    boot().awaitIpv6("lo");
    assertThat(happened).isEmpty();
  }

  @Test
  void a_master_that_is_away_is_waited_for_and_told_when_it_is_back() {
    formats.addAll(List.of(2, 0));
    masterAfter = 2;
    boot().formatAndBang();
    assertThat(happened).containsExactly("format", "15s", "away", "5s", "away", "5s", "reached", "format", "bang");
  }

  @Test
  void a_failure_is_tried_again() {
    formats.addAll(List.of(1, 0));
    bangs.addAll(List.of(1, 1, 0));
    boot().formatAndBang();
    assertThat(happened).containsExactly("format", "15s", "format", "bang", "15s", "bang", "15s", "bang");
  }

  @Test
  void what_waiting_cannot_repair_ends_it() {
    var boot = new Boot(new Boot.Steps() {
      @Override
      public int format() {
        throw new CommandFailure(5, "This slapos command must be run as root.");
      }

      @Override
      public int bang() {
        return 0;
      }
    }, outside(), HttpUrl.parse("http://m/"));
    assertThatThrownBy(boot::formatAndBang).isInstanceOf(CommandFailure.class);
  }

  @Test
  void timestamps_of_partitions_are_forgotten_and_nothing_else(@TempDir Path root) throws IOException {
    for (String name : List.of("slappart0/.timestamp", "slappart1/.timestamp", "other/.timestamp", "slappart0/data")) {
      Files.createDirectories(root.resolve(name).getParent());
      Files.createFile(root.resolve(name));
    }
    Boot.forgetTimestamps(root, "slappart");
    assertThat(root.resolve("slappart0/.timestamp")).doesNotExist();
    assertThat(root.resolve("slappart1/.timestamp")).doesNotExist();
    assertThat(root.resolve("other/.timestamp")).exists();
    assertThat(root.resolve("slappart0/data")).exists();
    Boot.forgetTimestamps(root.resolve("missing"), "slappart");
  }

  private Boot boot() {
    return new Boot(new Boot.Steps() {
      @Override
      public int format() {
        happened.add("format");
        return formats.isEmpty() ? 0 : formats.poll();
      }

      @Override
      public int bang() {
        happened.add("bang");
        return bangs.isEmpty() ? 0 : bangs.poll();
      }
    }, outside(), HttpUrl.parse("http://m:1/"));
  }

  private Boot.Outside outside() {
    return new Boot.Outside() {
      @Override
      public boolean hasGlobalIpv6(String device) {
        return ipv6After-- <= 0;
      }

      @Override
      public void reach(HttpUrl url) throws IOException {
        if (masterAfter-- > 0) {
          happened.add("away");
          throw new ConnectException("Connection refused");
        }
        happened.add("reached");
      }

      @Override
      public void pause(Duration duration) {
        happened.add(duration.toSeconds() + "s");
      }
    };
  }
}

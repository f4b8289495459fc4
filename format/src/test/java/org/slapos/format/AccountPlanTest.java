package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountPlanTest {
  @TempDir Path root;
  private final FakeMachine machine = new FakeMachine();
  private ComputerDescription computer;

  @BeforeEach
  void oneOfSlappart0() {
    computer = new ComputerDescription(Optional.empty(), root, Path.of("/opt/slapgrid"), "slapsoft",
        List.of(PartitionDescription.named("slappart0", root.resolve("slappart0"), "slapuser0", "slaptap0")));
  }

  @Test
  void missing_accounts_are_made_with_their_groups_as_the_reference_makes_them() throws IOException {
    assertThat(plan()).containsExactly(
        "groupadd slapsoft",
        "useradd -d /opt/slapgrid -g slapsoft -s /bin/sh -r slapsoft",
        "groupadd slapuser0",
        "useradd -d " + root + "/slappart0 -g slapuser0 -s /bin/sh -r -G slapsoft slapuser0");
  }

  @Test
  void accounts_that_are_right_are_left_alone() throws IOException {
    software().partition("999", "1002", root + "/slappart0", "/bin/sh", "!", "slapuser0");
    assertThat(plan()).isEmpty();
  }

  @Test
  void only_what_differs_is_corrected() throws IOException {
    software().partition("999", "1002", "/home/old", "/bin/sh", "!", "slapuser0");
    assertThat(plan())
        .containsExactly("usermod -d " + root + "/slappart0 -g slapuser0 -s /bin/sh -aG slapsoft slapuser0");
  }

  @Test
  void a_run_that_was_interrupted_between_group_and_user_goes_on_there() throws IOException {
    software();
    machine.account("group slapuser0:x:1002:");
    assertThat(plan())
        .containsExactly("useradd -d " + root + "/slappart0 -g slapuser0 -s /bin/sh -r -G slapsoft slapuser0");
  }

  @Test
  void a_partition_that_could_log_in_is_locked() throws IOException {
    software().partition("999", "1002", root + "/slappart0", "/bin/sh", "$y$hash", "slapuser0");
    assertThat(plan()).containsExactly("passwd -l slapuser0");
  }

  @Test
  void a_persons_account_in_the_way_is_named_and_nothing_is_done() {
    software().partition("1000", "1002", "/home/ada", "/bin/bash", "$y$hash", "slapuser0");
    assertThatThrownBy(this::check)
        .isInstanceOf(FormatException.class)
        .hasMessage("account 'slapuser0' of partition slappart0 is in the way: it is somebody's (uid 1000, home /home/ada); "
            + "choose another user_base_name");
  }

  @Test
  void a_person_does_not_become_the_owner_of_the_software() {
    machine.account("passwd slapsoft:x:1000:1000::/home/ada:/bin/bash").account("shadow slapsoft:$y$hash:1::::::");
    assertThatThrownBy(this::check)
        .hasMessage("account 'slapsoft' of the software root is in the way: it is somebody's (uid 1000, home /home/ada); "
            + "choose another software_user");
  }

  @Test
  void the_account_of_another_nodes_partition_stays_with_it() throws IOException {
    Path other = Files.createDirectories(root.resolve("other/slappart0"));
    software().partition("999", "1002", other.toString(), "/bin/sh", "!", "slapuser0");
    check();
    Files.createFile(other.resolve(".slapos-resource"));
    assertThatThrownBy(this::check)
        .hasMessage("account 'slapuser0' of partition slappart0 is in the way: it is that of partition " + other
            + " of another node; choose another user_base_name");
  }

  @Test
  void a_link_in_the_place_of_a_partition_is_named_with_its_owner() throws IOException {
    Files.createSymbolicLink(root.resolve("slappart0"), Path.of("/etc"));
    assertThatThrownBy(this::check)
        .hasMessage(root + "/slappart0 is in the way: a folder is needed there, and it is a link of "
            + System.getProperty("user.name"));
  }

  private List<String> plan() throws IOException {
    Accounts accounts = Accounts.read(machine, AccountPlan.names(computer));
    return AccountPlan.of(computer, accounts).stream().map(FormatAction::describe).toList();
  }

  private void check() throws IOException {
    InTheWay.check(computer, NetworkAssignmentTest.settings(), Accounts.read(machine, AccountPlan.names(computer)));
  }

  private AccountPlanTest software() {
    machine.account("passwd slapsoft:x:998:1001::/opt/slapgrid:/bin/sh")
        .account("shadow slapsoft:!:1::::::")
        .account("group slapsoft:x:1001:slapuser0");
    return this;
  }

  private void partition(String uid, String gid, String home, String shell, String password, String name) {
    machine.account("passwd " + name + ":x:" + uid + ":" + gid + "::" + home + ":" + shell)
        .account("shadow " + name + ":" + password + ":1::::::")
        .account("group " + name + ":x:" + gid + ":");
  }
}

package org.slapos.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatExecutorTest {
  @TempDir Path folder;
  private final FakeMachine machine = new FakeMachine();
  private final FormatExecutor executor = new FormatExecutor(Clock.systemUTC(), machine);

  @Test
  void neighbouring_changes_of_the_network_are_one_process_in_their_order() {
    executor.carryOut(List.of(
        new FormatAction.Device("slaptap0", "tap", "slapuser0"),
        new FormatAction.AddAddress("slaptap0", "2001:db8::1", 80, false),
        new FormatAction.AddRoute(HostRoute.to("2001:db8::1", "slaptap0")),
        new FormatAction.RemoveAddress("br0", "10.0.0.7", 32)));
    assertThat(machine.ran).containsExactly(
        "ip tuntap add dev slaptap0 mode tap user slapuser0",
        "ip link set slaptap0 up",
        "ip addr add 2001:db8::1/80 dev slaptap0 noprefixroute",
        "ip route add 2001:db8::1 dev slaptap0",
        "ip addr del 10.0.0.7/32 dev br0");
  }

  @Test
  void a_change_that_the_kernel_refuses_is_named_with_its_answer() {
    machine.batch = new SystemCommands.Result(1, "RTNETLINK answers: Permission denied\nCommand failed -:2\n");
    assertThatThrownBy(() -> executor.carryOut(List.of(new FormatAction.Device("slaptap0", "tap", "slapuser0"))))
        .isInstanceOf(FormatException.class)
        .hasMessage("'ip link set slaptap0 up' failed: RTNETLINK answers: Permission denied");
  }

  @Test
  void a_name_cannot_smuggle_in_another_command() {
    assertThatThrownBy(() -> executor.carryOut(List.of(new FormatAction.Device("a\nlink del br0", "tap", "root"))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("characters that no interface or account may have");
    assertThat(machine.ran).isEmpty();
  }

  @Test
  void a_failing_command_about_accounts_is_named_with_its_output() {
    var broken = new FormatExecutor(Clock.systemUTC(), (_, _) -> new SystemCommands.Result(9, "useradd: no space\n"));
    assertThatThrownBy(() -> broken.carryOut(List.of(new FormatAction.AccountChange(List.of("useradd", "slapuser0")))))
        .isInstanceOf(FormatException.class)
        .hasMessage("'useradd slapuser0' failed with status 9: useradd: no space");
  }

  @Test
  void a_folder_that_cannot_be_made_says_why() {
    assertThatThrownBy(() -> executor.carryOut(List.of(new FormatAction.Folder(Path.of("/dev/null/x"), "rwxr-x---"))))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("cannot make folder /dev/null/x rwxr-x---: ");
  }

  @Test
  void a_folder_that_registering_made_keeps_its_mode() throws IOException {
    var present = new FormatAction.NewFolder(folder.resolve("present"), "rwx------");
    Files.createDirectory(present.path());
    Files.setPosixFilePermissions(present.path(), PosixFilePermissions.fromString("rwx--x--x"));
    var absent = new FormatAction.NewFolder(folder.resolve("absent"), "rwx------");
    assertThat(List.of(AlreadyDone.is(present), AlreadyDone.is(absent))).containsExactly(true, false);
    executor.carryOut(List.of(present, absent));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(present.path()))).isEqualTo("rwx--x--x");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(absent.path()))).isEqualTo("rwx------");
  }

  @Test
  void what_was_carried_out_is_done() throws IOException {
    Path file = folder.resolve("inst/file");
    List<FormatAction> actions = List.of(
        new FormatAction.Folder(folder.resolve("inst"), "rwxr-x---"),
        new FormatAction.Content(file, "content", ""),
        new FormatAction.Archive(file, "content"));
    assertThat(actions.stream().map(AlreadyDone::is)).containsExactly(false, false, true);
    executor.carryOut(actions);
    assertThat(actions).allMatch(AlreadyDone::is);
    assertThat(AlreadyDone.is(new FormatAction.Folder(folder.resolve("inst"), "rwxr-xr-x"))).isFalse();
    assertThat(AlreadyDone.is(new FormatAction.Content(file, "other", ""))).isFalse();
    assertThat(AlreadyDone.is(new FormatAction.Archive(file, "other"))).isFalse();
    assertThat(AlreadyDone.is(new FormatAction.Owner(file, "no-such-account"))).isFalse();
  }
}

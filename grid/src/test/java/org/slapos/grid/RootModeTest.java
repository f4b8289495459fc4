package org.slapos.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.slapos.grid.TestNode.URL;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only root can do; the account {@code games}, which every Linux has, stands for a partition's user. */
class RootModeTest {
  private final TestNode node = new TestNode();
  private Path folder;

  @BeforeEach
  void needRoot() throws Exception {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("runs as root").isEqualTo(0);
    node.settings(node.settings().withRootCheck(true));
    folder = node.partition("slappart0");
    chown(folder);
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private static void chown(Path path) throws Exception {
    int status = new ProcessBuilder("chown", "-h", "games:games", path.toString()).inheritIO().start().waitFor();
    assertThat(status).as("chown to games").isZero();
  }

  private static String owner(Path path) throws Exception {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName() + ":"
        + Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void buildout_services_and_promises_run_as_the_partition_s_user() throws Exception {
    String gid = Files.getAttribute(folder, "unix:gid").toString();
    node.release(
        "mkdir -p etc/run etc/promise", "id -un > built",
        "printf '#!/bin/sh\\nid -un > ran\\n' > etc/run/once; chmod 700 etc/run/once",
        "printf '#!/bin/sh\\nid -un > checked; id -Gn\\n' > etc/promise/check; chmod 700 etc/promise/check");
    node.master().instance("slappart0", URL, "started", "1");

    assertThat(node.grid().instance()).isEqualTo(new PassResult(0, java.util.List.of()));

    assertThat(folder.resolve("built")).content().isEqualTo("games\n");
    assertThat(folder.resolve("checked")).content().isEqualTo("games\n");
    Eventually.isTrue(() -> Files.exists(folder.resolve("ran")));
    assertThat(owner(folder.resolve("ran"))).startsWith("games:");
    assertThat(owner(folder.resolve("buildout.cfg"))).isEqualTo("root:" + gid);
    assertThat(owner(folder.resolve("software_release"))).isEqualTo("games:" + gid);
    assertThat(owner(folder.resolve(".timestamp"))).startsWith("root:");
    for (String own : new String[] {
        ".slapgrid", ".slapgrid/log", ".slapgrid/log/instance.log", ".slapgrid/promise",
        ".slapgrid/promise/result/check.status.json", ".slapgrid/promise/cache/check",
        ".slapgrid/promise/log/check.log"}) {
      assertThat(owner(folder.resolve(own))).as(own).isEqualTo("games:" + gid);
    }
  }

  @Test
  void a_partition_owned_by_root_is_refused() throws Exception {
    Files.setAttribute(folder, "unix:uid", 0);
    node.release("touch ran");
    node.master().instance("slappart0", URL, "started", "1");

    assertThat(node.grid().instance().exitCode()).isEqualTo(1);

    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(node.master().calls("softwareInstanceError").getFirst().error())
        .contains("Dropping privileges to uid = 0").contains("too dangerous");
  }

  @Test
  void links_that_the_user_put_in_place_of_files_are_not_followed() throws Exception {
    Path victim = Files.writeString(node.root().resolve("victim"), "precious");
    Path log = Files.createDirectories(folder.resolve(".slapgrid/log"));
    Files.createSymbolicLink(folder.resolve(".timestamp"), victim);
    Files.createSymbolicLink(folder.resolve("buildout.cfg"), victim);
    node.release("true");
    node.master().instance("slappart0", URL, "started", "1");

    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(victim).content().isEqualTo("precious");

    Files.delete(log.resolve("instance.log"));
    Files.createSymbolicLink(log.resolve("instance.log"), victim);
    node.master().instance("slappart0", URL, "started", "2");
    assertThat(node.grid().instance().exitCode()).isEqualTo(1);
    assertThat(victim).content().isEqualTo("precious");
    assertThat(owner(victim)).startsWith("root:");
  }

  @Test
  void a_release_is_built_as_the_owner_of_the_software_root() throws Exception {
    chown(node.software());
    Path program = node.root().resolve("bootstrap.py");
    TestNode.write(program, "", "rwxr-xr-x");
    // The tests' Python may lie where others cannot reach it: the bootstrap program is a shell's.
    Path tools = node.root().resolve("tools");
    for (String tool : new String[] {"supervisord", "buildout"}) {
      TestNode.write(tools.resolve("bin/" + tool), "", "rwxr-xr-x");
    }
    TestNode.script(tools.resolve("bin/python"),
        "id -un > bootstrapped", "mkdir -p bin", "printf '#!/bin/sh\\nid -un > built\\n' > bin/buildout",
        "chmod 700 bin/buildout");
    node.settings(node.settings().withPythonTools(tools));
    node.master().supply(URL, "available");

    assertThat(node.grid().software()).isEqualTo(new PassResult(0, java.util.List.of()));

    Path release = org.slapos.grid.software.SoftwareFolder.of(node.software(), URL).path();
    assertThat(release.resolve("bootstrapped")).content().isEqualTo("games\n");
    assertThat(release.resolve("built")).content().isEqualTo("games\n");
    assertThat(owner(release)).startsWith("games:");
    assertThat(owner(release.resolve(".completed"))).startsWith("root:");
  }
}

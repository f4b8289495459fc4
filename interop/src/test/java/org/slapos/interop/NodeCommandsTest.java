package org.slapos.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slapos.grid.software.SoftwareFolder;
import org.slapos.master.Master;
import org.slapos.master.MasterSettings;
import org.slapos.slap.ComputerPartition;
import org.slapos.slap.ConnectionSettings;
import org.slapos.slap.InstanceRequest;
import org.slapos.slap.Slap;
import org.slapos.slap.SoftwareRelease;
import org.slapos.slap.classic.ClassicSlap;
import org.slapos.slap.wire.Value;

/** The node's commands as whole programs, with our Master; the release's buildout is a shell script. */
class NodeCommandsTest {
  private static final String RELEASE = "http://release.invalid/commands/software.cfg";

  @TempDir
  private Path folder;

  private Master master;
  private TestNode node;
  private Slap slap;

  @BeforeEach
  void start() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    master = Master.start(MasterSettings.local(folder.resolve("master.db"), 0, TestNode.COMPUTER));
    node = TestNode.in(Files.createDirectory(folder.resolve("n")), master.url().toString(), 3);
    slap = ClassicSlap.connect(ConnectionSettings.of(master.url().toString()), Map.of());
  }

  @AfterEach
  void stop() {
    node.close();
    master.close();
  }

  private void configure(String lines) throws IOException {
    Files.writeString(node.configuration(), Files.readString(node.configuration()).replace("[slapformat]", lines + "\n[slapformat]"));
  }

  /** A release that is built already; its buildout runs these lines of shell in the partition. */
  private void release(String... lines) throws IOException {
    Path release = SoftwareFolder.of(node.softwareRoot(), RELEASE).path();
    Files.createDirectories(release.resolve("bin"));
    executable(release.resolve("bin/buildout"), lines);
    Files.writeString(release.resolve("instance.cfg"), "[buildout]\nparts =\n");
    Files.writeString(release.resolve(".completed"), "Mon Nov 23 00:43:16 2026");
  }

  private static void executable(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void formatted() {
    node.slapos("node", "format", "--now").ended(0);
    slap.registerSupply().supply(RELEASE, TestNode.COMPUTER, SoftwareRelease.State.AVAILABLE);
  }

  private ComputerPartition request(String title, String parameter) {
    return slap.registerOpenOrder().request(InstanceRequest.of(RELEASE, title)
        .withParameters(Value.Dict.builder().put("mode", parameter).build()));
  }

  private static void eventually(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private CommandRun onTerminal(String... words) {
    return node.run(Path.of("/usr/bin/script"), "-qec", CommandRun.ourSlapos() + " " + String.join(" ", words), "/dev/null");
  }

  @Test
  void the_exit_status_and_the_table_tell_how_a_pass_ended() throws IOException {
    assumeThat(Path.of("/usr/bin/script")).as("a program that makes terminals").exists();
    release("mkdir -p etc/promise", "[ ! -e broken ] || { echo out of luck; exit 1; }",
        "printf '#!/bin/sh\\n[ ! -e unkept ] || { echo not today; exit 1; }\\n' > etc/promise/check",
        "chmod 755 etc/promise/check");
    formatted();
    Path partition = node.instanceRoot().resolve(request("one", "1").id());

    CommandRun first = onTerminal("node", "instance").ended(0);
    assertThat(plain(first.out())).containsPattern("PARTITION +RESULT +WHY OR WHAT\\s+slappart0 +started +http://release.invalid")
        .contains("1 started");
    assertThat(plain(onTerminal("node", "instance").ended(0).out())).contains("1 unchanged").doesNotContain("PARTITION ");
    assertThat(plain(onTerminal("-q", "node", "instance").ended(0).out())).doesNotContain("unchanged");

    Files.createFile(partition.resolve("unkept"));
    assertThat(plain(onTerminal("node", "instance", "--force").ended(2).out()))
        .containsPattern("slappart0 +promise failed +Promise 'check' failed with output: not today");
    Files.createFile(partition.resolve("broken"));
    assertThat(plain(onTerminal("node", "instance").ended(1).out()))
        .containsPattern("slappart0 +failed +Failed to run buildout profile in directory");

    CommandRun piped = node.slapos("node", "instance").ended(1);
    assertThat(piped.out()).isEmpty();
    assertThat(piped.err()).contains("Error while processing the following partitions:", "  slappart0[", "out of luck");

    master.close();
    assertThat(node.slapos("node", "instance").ended(3).err()).contains("Processing computer partitions offline...");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOTHING=SET", "LANG=xx_YY.UTF-8", "LC_ALL=C"})
  void names_beyond_ascii_are_kept_whatever_the_locale_as_under_cron(String locale) throws IOException {
    release("mkdir -p etc/service etc/promise", "env | grep LC_ALL > locale",
        "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/dienst-\u00e4; chmod 755 etc/service/dienst-\u00e4",
        "printf '#!/bin/sh\\necho Gr\u00fc\u00dfe; exit 1\\n' > etc/promise/pr\u00fcfung; chmod 755 etc/promise/pr\u00fcfung");
    formatted();
    Path partition = node.instanceRoot().resolve(request("one", "1").id());

    CommandRun run = node.run(Path.of("/usr/bin/env"), "-u", "LANG", "-u", "LC_CTYPE", "-u", "LC_ALL", locale,
        CommandRun.ourSlapos().toString(), "node", "instance").ended(2);

    assertThat(run.err()).contains("Promise 'pr\u00fcfung' failed with output: Gr\u00fc\u00dfe");
    assertThat(node.instanceRoot().resolve("etc/supervisord.conf.d/slappart0.conf")).content()
        .contains("command=" + partition + "/etc/service/dienst-\u00e4\n");
    assertThat(partition.resolve("locale")).hasContent(locale.startsWith("LC_ALL") ? locale : "");
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "").replace("\r", "");
  }

  @Test
  void a_command_runs_in_a_partition_as_its_user_with_the_environment_of_its_services() throws Exception {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).as("runs as root").isEqualTo(0);
    Path partition = Files.createDirectories(node.instanceRoot().resolve("slappart0"));
    assertThat(new ProcessBuilder("chown", "games:games", partition.toString()).start().waitFor()).isZero();

    CommandRun run = node.slapos("node", "exec", "slappart0", "--",
        "sh", "-c", "id -un; id -Gn; pwd; umask; echo \"$USER $LOGNAME $SLAPGRID_INSTANCE_ROOT\"; echo \"$1\"; exit 7", "sh",
        "two words; $(no) 'shell'").ended(7);

    assertThat(run.out().lines()).containsExactly(
        "games", "games", partition.toString(), "0022", "games games " + node.instanceRoot(), "two words; $(no) 'shell'");
    assertThat(node.slapos("node", "exec", "slappart0", "--", "env").ended(0).out())
        .contains("HOME=/").doesNotContain("SLAPOS_CONFIGURATION").doesNotContain("PYTHONWARNINGS");
    assertThat(node.slapos("node", "exec", "slappart0", "--", "sh", "-c", "kill -TERM $$").status()).isEqualTo(143);
    assertThat(node.slapos("node", "exec", "slappart7", "--", "true").ended(1).err()).contains("slappart7");
    assertThat(node.slapos("node", "exec", "../n", "--", "true").ended(1).err()).contains("../n");
    assertThat(node.slapos("node", "exec", "slappart0", "--", "/no/such/program").status()).isIn(126, 127);

    Files.setAttribute(partition, "unix:uid", 0);
    Files.writeString(node.configuration(), Files.readString(node.configuration()).replace("root_check = False", ""));
    assertThat(node.slapos("node", "exec", "slappart0", "--", "true").ended(1).err()).contains("too dangerous");
  }

  @Test
  void unused_shared_parts_are_told_by_a_dry_run_and_removed_by_another() throws Exception {
    assertThat(node.slapos("node", "prune").ended(255).err()).contains("No shared_part_list options in slapos config");
    Path shared = folder.resolve("shared");
    configure("shared_part_list =\n  /elsewhere\n  " + shared + "\n");
    Path used = Files.createDirectories(shared.resolve("zlib/" + "a".repeat(32)));
    Path unused = Files.createDirectories(shared.resolve("zlib/" + "b".repeat(32)));
    Path further = Files.createDirectories(shared.resolve("perl/" + "c".repeat(32)));
    release();
    Files.writeString(SoftwareFolder.of(node.softwareRoot(), RELEASE).path().resolve(".installed.cfg"), used.toString());
    Path moreReleases = Files.createDirectories(folder.resolve("more/0/"));
    Files.writeString(moreReleases.resolve(".installed.cfg"), further.toString());
    String[] prune = {"node", "prune", "--additional-software-directory", folder.resolve("more").toString()};

    String[] dry = {prune[0], prune[1], "--dry-run", prune[2], prune[3]};
    assertThat(node.slapos(dry).ended(0).err()).contains("Unused shared parts at " + unused).doesNotContain("removed");
    assertThat(unused).exists();

    Process other = new ProcessBuilder("sh", "-c", "sleep 600; :", "slapos").start();
    Files.writeString(node.folder().resolve("sr.pid"), Long.toString(other.pid()));
    assertThat(node.slapos(prune).ended(255).err()).contains("Cannot prune while software is running");
    assertThat(unused).exists();
    other.descendants().forEach(ProcessHandle::destroyForcibly);
    other.destroyForcibly().waitFor();

    assertThat(node.slapos(prune).ended(0).err()).contains("Unused shared parts at " + unused + " ... removed");
    assertThat(unused).doesNotExist();
    assertThat(List.of(used, further)).allMatch(Files::exists);
    assertThat(node.folder().resolve("sr.pid")).doesNotExist();
  }

  @Test
  void supervisorctl_and_its_short_forms_say_and_end_as_recorded() throws IOException {
    release("mkdir -p etc/service",
        "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 755 etc/service/web");
    formatted();
    String web = request("web", "1").id() + ":web-on-watch";
    node.slapos("node", "instance").ended(0);

    assertThat(node.slapos("node", "status", web).ended(0).out()).matches("(?s)" + web + " +RUNNING +pid \\d+, uptime .*");
    assertThat(node.slapos("node").ended(0).out()).contains(web);
    says(0, web + ": ERROR (already started)", "node", "start", web);
    says(0, web + ": stopped", "node", "stop", web);
    says(0, web + ": ERROR (not running)", "node", "stop", web);
    assertThat(node.slapos("node", "status").ended(3).out()).containsPattern(web + " +STOPPED");
    says(0, web + ": started", "node", "supervisorctl", "start", web);
    assertThat(node.slapos("node", "restart", web).ended(0).out().lines()).containsExactly(web + ": stopped", web + ": started");
    says(4, "frob: ERROR (no such group)", "node", "status", "frob:");
    says(2, "frob: ERROR (no such group)", "node", "start", "frob:");
    says(1, "frob: ERROR (no such process)", "node", "stop", "frob");
    assertThat(node.slapos("node", "tail", "frob").ended(1).out()).contains("(no such process name)");
    assertThat(node.slapos("node", "start").status()).isEqualTo(2);
    assertThat(node.slapos("node", "tail").status()).isEqualTo(1);
    says(1, "*** Unknown syntax: frob", "node", "supervisorctl", "frob");
    assertThat(node.slapos("node", "supervisorctl").ended(0).out()).contains(web);

    assertThat(node.slapos("node", "supervisord").ended(0).err()).isEmpty();
    says(0, "Shut down", "node", "supervisorctl", "shutdown");
    eventually(() -> !Files.exists(node.instanceRoot().resolve("sv.sock")), "its end");
    configure("forbid_supervisord_automatic_launch = true\n");
    assertThat(node.slapos("node", "supervisorctl", "status").ended(4).out())
        .contains("unix://" + node.instanceRoot() + "/sv.sock no such file");
    Files.move(node.instanceRoot(), folder.resolve("away"));
    assertThat(node.slapos("node", "supervisord").ended(1).err()).contains(node.instanceRoot() + " does not exist.");
  }

  private void says(int status, String line, String... words) {
    assertThat(node.slapos(words).ended(status).out().strip()).isEqualTo(line);
  }

  /** The id of a partition with a watched service that ends once there is a file {@code die}. */
  private String mortal() throws IOException {
    release("mkdir -p etc/service",
        // One that dies while it is deployed would be the business of that deployment.
        "printf '#!/bin/sh\\nwhile [ ! -e die ] || [ ! -e .timestamp ]; do sleep 0.05; done\\nexit 1\\n' > etc/service/mortal",
        "chmod 755 etc/service/mortal");
    formatted();
    String id = request("mortal", "1").id();
    node.slapos("node", "instance").ended(0);
    return id;
  }

  @Test
  void a_watched_service_bangs_once_for_each_deployment() throws IOException {
    String id = mortal();
    Path partition = node.instanceRoot().resolve(id);
    String deployed = timestamp(id);

    Files.createFile(partition.resolve("die"));
    eventually(() -> !timestamp(id).equals(deployed), "a bang");
    String banged = timestamp(id);
    node.slapos("node", "supervisorctl", "start", id + ":mortal-on-watch");
    eventually(() -> node.slapos("node", "status").out().contains("EXITED"), "a second death");
    assertThat(timestamp(id)).as("no second bang for this deployment").isEqualTo(banged);

    node.slapos("node", "instance").ended(0);
    eventually(() -> !timestamp(id).equals(banged), "a bang for the next deployment");
  }

  @Test
  void a_service_that_ends_while_the_master_is_away_is_told_when_it_is_back() throws IOException {
    String id = mortal();
    Path partition = node.instanceRoot().resolve(id);
    String deployed = timestamp(id);
    int port = master.url().getPort();
    master.close();
    Files.createFile(partition.resolve("die"));
    eventually(() -> node.slapos("node", "status").out().contains("EXITED"), "its death");

    master = Master.start(MasterSettings.local(folder.resolve("master.db"), port, TestNode.COMPUTER));
    eventually(() -> !timestamp(id).equals(deployed), "a bang");
    eventually(() -> Files.exists(partition.resolve(".slapos_latest_bang_timestamp")), "its note");
  }

  @Test
  void on_a_terminal_ctrl_c_is_the_affair_of_what_runs_there() throws Exception {
    release("mkdir -p etc/service",
        "printf '#!/bin/sh\\necho begun; exec sleep 3600\\n' > etc/service/web; chmod 755 etc/service/web");
    formatted();
    String partition = request("web", "1").id();
    node.slapos("node", "instance").ended(0);
    eventually(() -> text(node.instanceRoot().resolve(partition).resolve("." + partition + "_web.log")).contains("begun"), "its log");

    try (var shell = terminal("node", "exec", partition, "--", "sh")) {
      shell.enter("PS1='rea''dy> '").expect("ready> ").enter("echo fir''st; sleep 3600").expect("first")
          .type(TerminalSession.CTRL_C).expect("ready> ").enter("echo sec''ond").expect("second").enter("exit 5");
      assertThat(shell.status()).isEqualTo(5);
    }
    try (var console = terminal("node", "supervisorctl")) {
      console.expect("supervisor> ").enter("tail -f " + partition + ":web-on-watch").expect("begun").type(TerminalSession.CTRL_C)
          .expect("supervisor> ").enter("pid").expect("supervisor> ").type(TerminalSession.CTRL_D);
      assertThat(console.status()).isZero();
    }
    try (var logs = terminal("node", "logs", "-f", partition)) {
      logs.expect("begun").type(TerminalSession.CTRL_C);
      assertThat(logs.status()).isEqualTo(130);
    }
  }

  private TerminalSession terminal(String... words) throws IOException {
    var line = new ArrayList<>(List.of(CommandRun.ourSlapos().toString()));
    line.addAll(List.of(words));
    return TerminalSession.start(
        Map.of("SLAPOS_CONFIGURATION", node.configuration().toString(), "HOME", folder.toString()), folder,
        line.toArray(String[]::new));
  }

  @Test
  void logs_end_when_nobody_reads_them_any_more_and_refuse_what_is_no_count() throws Exception {
    release("mkdir -p etc/service",
        "printf '#!/bin/sh\\nwhile sleep 0.1; do echo ticking; done\\n' > etc/service/web; chmod 755 etc/service/web");
    formatted();
    String partition = request("web", "1").id();
    node.slapos("node", "instance").ended(0);

    assertThat(node.run(Path.of("/bin/sh"), "-c", CommandRun.ourSlapos() + " node logs -f " + partition + ":web | head -3")
        .ended(0).out().lines()).hasSize(3).allMatch(line -> line.equals("web      | ticking"));
    assertThat(node.slapos("node", "logs", "-n", "-1", partition).ended(2).err()).contains("-n");
    assertThat(node.slapos("node", "status", "--format", "json", "nosuch").ended(4).err()).contains("nosuch");
  }

  @Test
  void the_managers_of_the_handbook_work_as_they_are_written_there() throws Exception {
    String chapter = Files.readString(CommandRun.repository().resolve("docs/node.md")).split("\n## Managers\n", 2)[1];
    Path managers = folder.resolve("managers");
    String[] blocks = chapter.replace("/opt/slapos/managers", managers.toString())
        .replace("/var/log/slapos-journal", folder.resolve("journal").toString()).split("```\n", -1);
    Files.createSymbolicLink(folder.resolve("samples"), CommandRun.repository().resolve("samples"));
    Files.createSymbolicLink(folder.resolve("dist"), CommandRun.repository().resolve("dist"));
    node.run(Path.of("/bin/sh"), "-ec",
        "PATH='%s/bin':$PATH; cd '%s'; umask 022; %s".formatted(System.getProperty("java.home"), folder, blocks[1])).ended(0);
    String[] sections = blocks[3].split("\n\\[", 2);
    configure(sections[0].replace("[slapos]", ""));
    Files.writeString(node.configuration(), "\n[" + sections[1], StandardOpenOption.APPEND);
    release("true");
    formatted();
    String partition = request("one", "1").id();

    node.slapos("node", "instance").ended(0);

    assertThat(node.instanceRoot().resolve(partition).resolve("greeting")).content().startsWith("Servus ");
    assertThat(folder.resolve("journal")).content().isEqualTo(partition + " is started\n");
  }

  private String timestamp(String id) {
    return slap.registerComputerPartition(TestNode.COMPUTER, id).instanceParameters().get("timestamp").orElseThrow()
        .toString();
  }

  @Test
  void the_agent_deploys_what_is_requested_without_waiting_for_its_next_turn() throws Exception {
    release("cat buildout.cfg > /dev/null; echo x >> runs", "mkdir -p etc/service",
        "printf '#!/bin/sh\\nexec sleep 3600\\n' > etc/service/web; chmod 755 etc/service/web");
    configure("agent_instance_interval = 3600\nagent_software_interval = 3600\n");
    formatted();
    var builder = new ProcessBuilder(CommandRun.ourSlapos().toString(), "node", "agent").directory(folder.toFile());
    builder.environment().put("SLAPOS_CONFIGURATION", node.configuration().toString());
    builder.environment().put("HOME", folder.toString());
    Path log = folder.resolve("agent.log");
    Process agent = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      eventually(() -> text(log).contains("Finished usage reports.") && text(log).contains("Finished computer partitions."),
          "the agent has done everything once");
      assertThat(text(log)).doesNotContain(" ERROR ");

      Path partition = node.instanceRoot().resolve(request("one", "1").id());
      eventually(() -> Files.exists(partition.resolve(".timestamp")), "a deployment");
      request("one", "2");
      eventually(() -> text(partition.resolve("runs")).lines().count() >= 2, "another deployment");
      eventually(() -> node.slapos("node", "status").out().matches("(?s).*web-on-watch +RUNNING.*"), "its service");

      String status = node.slapos("node", "agent", "status", "--format", "json").ended(0).out();
      assertThat(status).contains("\"instance\"").contains("\"software\"");
      assertThat(node.slapos("node", "agent", "status", "--format", "metrics").ended(0).out()).contains("# TYPE");
      assertThat(node.slapos("node", "agent").ended(10).err()).isNotBlank();
      assertThat(node.slapos("node", "agent", "wake", "instance").status()).isZero();

      agent.destroy();
      assertThat(agent.waitFor()).isZero();
      assertThat(node.slapos("node", "agent", "status").ended(1).err()).contains("slapos node agent");
    } finally {
      agent.destroyForcibly().waitFor();
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package org.slapos.grid.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.slapos.grid.TestNode.URL;
import static org.slapos.grid.TestNode.script;
import static org.slapos.grid.TestNode.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slapos.grid.GridSettings;
import org.slapos.grid.PassResult;
import org.slapos.grid.TestNode;
import org.slapos.grid.TestTools;
import org.slapos.grid.networkcache.ReleaseCacheSettings;

/** Managers of others, as programs and as Java services: the samples of this repository in real passes. */
class ManagersTest {
  private final TestNode node = new TestNode();
  private final Path managers = node.root().resolve("managers");
  private final Path folder = node.partition("slappart0");

  @BeforeEach
  void prepare() throws IOException {
    Files.createDirectory(managers);
    node.release("true");
    node.master().instance("slappart0", URL, "started", "1");
  }

  @AfterEach
  void end() throws Exception {
    node.close();
  }

  private void use(String manager, Map<String, String> section) {
    node.settings(node.settings().with(new GridSettings.Extensions(
        List.of(manager), Optional.of(managers), Map.of(), Map.of(manager, section), Optional.empty(),
        ReleaseCacheSettings.NONE)));
  }

  private static Path sample(String name) {
    return TestTools.repository().resolve("samples/managers").resolve(name);
  }

  @Test
  void a_program_is_called_with_each_hook_and_what_it_is_about() {
    script(managers.resolve("watcher"), "echo \"$1 $SLAPOS_PARTITION_ID$SLAPOS_SOFTWARE_URL $SLAPOS_STATE $SLAPOS_MANAGER_MY_KEY\""
        + " >> " + node.root().resolve("calls"));
    use("watcher", Map.of("my-key", "v"));
    node.master().supply(URL, "available").free("slappart1");
    node.partition("slappart1");

    assertThat(node.grid().software().exitCode()).isZero();
    assertThat(node.grid().instance().exitCode()).isZero();
    node.master().instance("slappart0", URL, "destroyed", "2");
    assertThat(node.grid().report().exitCode()).isZero();

    assertThat(node.root().resolve("calls")).content().isEqualTo("""
        software %1$s available v
        softwareTearDown %1$s available v
        instance slappart0%1$s started v
        instanceTearDown slappart0%1$s started v
        report slappart0%1$s destroyed v
        """.formatted(URL));
  }

  @Test
  void the_sample_program_keeps_a_journal_and_can_keep_a_partition() throws IOException {
    Files.copy(sample("notify"), managers.resolve("notify"));
    Path journal = node.root().resolve("journal");
    use("notify", Map.of("journal", journal.toString()));

    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(journal).content().isEqualTo("slappart0 is started\n");

    Files.createFile(folder.resolve("keep"));
    node.master().instance("slappart0", URL, "destroyed", "2");
    PassResult report = node.grid().report();
    assertThat(report).isEqualTo(new PassResult(1, List.of(
        "  slappart0[default]: Manager 'notify' ended with status 1 at report: slappart0 is to be kept")));
    assertThat(folder.resolve("keep")).exists();
  }

  @Test
  void the_sample_in_java_is_found_in_a_jar() throws IOException {
    Path classes = Files.createDirectory(node.root().resolve("classes"));
    int status = ToolProvider.getSystemJavaCompiler().run(
        null, null, null, "-d", classes.toString(), "-cp", System.getProperty("java.class.path"),
        sample("java/GreetingManager.java").toString());
    assertThat(status).isZero();
    write(classes.resolve("META-INF/services/org.slapos.grid.manager.ManagerProvider"),
        "org.example.GreetingManager$Provider\n", "rw-r--r--");
    jar(classes, managers.resolve("greeting.jar"));
    use("greeting", Map.of("text", "Welcome"));

    assertThat(node.grid().instance().exitCode()).isZero();

    assertThat(folder.resolve("greeting")).content().startsWith("Welcome ");
    assertThat(node.log().lines()).contains("INFO Greeted slappart0");
  }

  @Test
  void a_jar_that_names_what_it_does_not_hold_is_told_in_one_line() throws IOException {
    Path classes = Files.createDirectory(node.root().resolve("classes"));
    write(classes.resolve("META-INF/services/org.slapos.grid.manager.ManagerProvider"), "org.example.Nowhere\n", "rw-r--r--");
    jar(classes, managers.resolve("hollow.jar"));
    use("greeting", Map.of());

    PassResult result = node.grid().instance();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.summary()).singleElement().asString().contains("'greeting'", "hollow.jar", "org.example.Nowhere");
  }

  private static void jar(Path folder, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar); var out = new JarOutputStream(file);
        Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(entry).toString()));
        Files.copy(entry, out);
      }
    }
  }

  @Test
  void a_hook_that_fails_is_the_failure_of_its_partition_alone() {
    script(managers.resolve("picky"), "[ \"$1 $SLAPOS_PARTITION_ID\" != 'instance slappart0' ] || { echo no; exit 7; }");
    use("picky", Map.of());
    node.partition("slappart1");
    node.master().instance("slappart1", URL, "started", "1");

    PassResult result = node.grid().instance();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.summary()).contains("  slappart0[default]: Manager 'picky' ended with status 7 at instance: no");
    assertThat(node.master().told())
        .containsExactly("softwareInstanceError slappart0", "startedComputerPartition slappart1");
    assertThat(folder.resolve(".timestamp")).doesNotExist();
  }

  @Test
  void a_tear_down_that_fails_has_the_partition_processed_again() {
    script(managers.resolve("late"), "[ $1 != instanceTearDown ] || [ -e " + node.root().resolve("ready") + " ] || exit 1");
    use("late", Map.of());

    assertThat(node.grid().instance().exitCode()).isEqualTo(1);
    assertThat(folder.resolve(".timestamp")).doesNotExist();

    write(node.root().resolve("ready"), "", "rw-r--r--");
    assertThat(node.grid().instance().exitCode()).isZero();
    assertThat(folder.resolve(".timestamp")).exists();
  }

  @Test
  void a_manager_that_hangs_is_ended() {
    script(managers.resolve("slow"), "[ $1 != instance ] || sleep 3600");
    use("slow", Map.of("timeout", "1"));

    assertThat(node.grid().instance().summary())
        .contains("  slappart0[default]: Manager 'slow' did not end within 1 seconds at instance");
  }

  @Test
  void unknown_names_are_refused_before_anything_is_done() {
    use("nosuch", Map.of());
    PassResult result = node.grid().instance();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.summary()).singleElement().asString()
        .startsWith("There is no manager 'nosuch': built in are cpuset, devperm, portredir, prerm, whitelistfirewall");
    use("1abc", Map.of());
    assertThat(node.grid().instance().summary())
        .containsExactly("Manager name \"1abc\" is not allowed! Must contain only letters and \"_\"");
    assertThat(node.master().told()).isEmpty();
    assertThat(node.root().resolve("pid")).doesNotExist();
  }

  @Test
  void a_program_that_others_could_change_is_not_run() throws IOException {
    script(managers.resolve("open"), "true");
    Files.setPosixFilePermissions(
        managers.resolve("open"), java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    use("open", Map.of());
    assertThat(node.grid().instance().summary()).singleElement().asString().contains("could be changed by others");
  }
}

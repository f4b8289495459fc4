package org.slapos.grid.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slapos.grid.TestNode;
import org.slapos.grid.TestTools;

class PythonToolsTest {
  @TempDir Path folder;

  private static Interpreter real() {
    return new InterpreterFinder(System.getenv(), false).find();
  }

  /** A program that answers as a Python would. */
  private Path fakePython(Path path, int minor) {
    TestNode.script(path, "printf '%s\\n3\\n%d\\n'".formatted(path, minor));
    return path;
  }

  @Test
  void the_prepared_environment_starts_and_is_not_made_again() {
    PythonTools tools = TestTools.prepared();
    assertThat(tools.isComplete()).isTrue();
    tools.requireUsable();

    var progress = new ArrayList<String>();
    new PythonToolsInstaller(() -> {
      throw new AssertionError("looked for an interpreter");
    }, progress::add).prepare(tools.folder());
    assertThat(progress).isEmpty();
  }

  @Test
  void the_best_known_version_is_taken_from_path_or_pyenv() {
    fakePython(folder.resolve("bin/python3.13"), 13);
    fakePython(folder.resolve("bin/python3"), 8);
    Path pyenv = fakePython(folder.resolve(".pyenv/versions/3.12.1/bin/python3"), 12);

    Interpreter found = new InterpreterFinder(
        Map.of("PATH", folder.resolve("bin").toString(), "HOME", folder.toString()), false).find();

    assertThat(found).isEqualTo(new Interpreter(pyenv, 3, 12));
  }

  @Test
  void for_other_users_an_interpreter_in_a_closed_folder_does_not_do() {
    fakePython(folder.resolve("bin/python3.12"), 12);

    assertThatThrownBy(() -> new InterpreterFinder(
        Map.of("PATH", folder.resolve("bin").toString(), "HOME", "/none"), true).find())
        .as("temporary folders of tests are closed to others")
        .isInstanceOf(PythonToolsException.class).hasMessageContaining("runnable by every account");
  }

  @Test
  void no_interpreter_is_said_with_what_to_install() {
    assertThatThrownBy(() -> new InterpreterFinder(Map.of("PATH", folder.toString(), "HOME", "/none"), false).find())
        .isInstanceOf(PythonToolsException.class)
        .hasMessageContaining("No fitting Python found").hasMessageContaining("python3-venv");
  }

  @Test
  void a_failing_pip_names_its_log_and_leaves_nothing_that_looks_complete() {
    Path broken = folder.resolve("python");
    TestNode.script(broken,
        "[ \"$2\" = venv ] || exit 9", "mkdir -p \"$3/bin\"", "cp \"$0\" \"$3/bin/python\"", "echo making it");
    Path target = folder.resolve("tools");

    assertThatThrownBy(() ->
        new PythonToolsInstaller(() -> new Interpreter(broken, 3, 12), _ -> {}).prepare(target))
        .isInstanceOf(PythonToolsException.class)
        .hasMessageContaining("installing its packages (exit 9)").hasMessageContaining(target + ".log")
        .hasMessageEndingWith("it ends with: making it");

    assertThat(new PythonTools(target).isComplete()).isFalse();
  }

  @Test
  void a_folder_that_is_no_python_environment_is_left_alone() throws Exception {
    Path target = folder.resolve("tools");
    TestNode.write(target.resolve("precious"), "", "rw-r--r--");
    var installer = new PythonToolsInstaller(() -> new Interpreter(Path.of("/bin/false"), 3, 12), line -> {});

    assertThatThrownBy(() -> installer.prepare(target))
        .isInstanceOf(PythonToolsException.class)
        .hasMessageContaining(target + " is in the way");
    assertThat(target.resolve("precious")).exists();
  }

  @Test
  void an_unfinished_environment_is_made_anew() throws Exception {
    Path target = folder.resolve("tools");
    TestNode.write(target.resolve("pyvenv.cfg"), "", "rw-r--r--");
    TestNode.write(target.resolve("leftover"), "", "rw-r--r--");
    Path working = folder.resolve("python");
    TestNode.script(working,
        "[ \"$2\" = venv ] && mkdir -p \"$3/bin\" && cp \"$0\" \"$3/bin/python\" && cd \"$3/bin\" "
            + "&& touch supervisord buildout",
        "exit 0");
    var progress = new ArrayList<String>();

    PythonTools tools =
        new PythonToolsInstaller(() -> new Interpreter(working, 3, 12), progress::add).prepare(target);

    assertThat(tools.isComplete()).isTrue();
    assertThat(target.resolve("leftover")).doesNotExist();
    assertThat(progress).hasSize(3);
    Files.delete(tools.supervisord());
    assertThat(tools.isComplete()).isFalse();
    assertThatThrownBy(tools::requireUsable).isInstanceOf(PythonToolsException.class)
        .hasMessageContaining(tools.supervisord().toString());
  }

  @Test
  void this_machine_has_a_fitting_interpreter() {
    assertThat(real().fits()).isTrue();
    assertThat(List.of(real().executable())).allMatch(Files::isExecutable);
  }
}

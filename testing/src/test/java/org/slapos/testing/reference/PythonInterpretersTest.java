package org.slapos.testing.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonInterpretersTest {
  @TempDir
  private Path folder;

  private Path interpreter(String path) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  @Test
  void versions_come_in_the_order_wanted_and_pyenv_before_path() throws IOException {
    var ofPyenv = interpreter("pyenv/versions/3.12.1/bin/python3");
    var shim = interpreter("pyenv/shims/python3.11");
    var onPath = interpreter("bin/python3.12");
    var other = interpreter("bin/python3.13");
    var path = Map.of("PATH", shim.getParent() + ":/absent:" + onPath.getParent());
    var both = new java.util.HashMap<>(path);
    both.put("PYENV_ROOT", folder.resolve("pyenv").toString());
    assertThat(new PythonInterpreters(both).find(List.of("3.12"))).hasValue(ofPyenv);
    assertThat(new PythonInterpreters(both).find(List.of("3.13", "3.12"))).hasValue(other);
    assertThat(new PythonInterpreters(path).find(List.of("3.12"))).hasValue(onPath);
    assertThat(new PythonInterpreters(both).find(List.of("3.11"))).isEmpty();
    assertThat(new PythonInterpreters(both).find(List.of("3.1"))).isEmpty();
    assertThat(new PythonInterpreters(Map.of()).find(List.of("3.99"))).isEmpty();
  }

  @Test
  void pyenv_is_also_looked_for_at_home() throws IOException {
    var python = interpreter(".pyenv/versions/3.11.7/bin/python3");
    assertThat(new PythonInterpreters(Map.of("HOME", folder.toString())).find(List.of("3.11"))).hasValue(python);
  }

  @Test
  void the_repository_is_found_from_any_folder_in_it() throws IOException {
    Files.createFile(folder.resolve("mvnw"));
    var deep = Files.createDirectories(folder.resolve("a/b"));
    assertThat(ReferenceEnvironment.repository(deep)).isEqualTo(folder);
    assertThatThrownBy(() -> ReferenceEnvironment.repository(Path.of("/"))).isInstanceOf(IllegalStateException.class);
  }
}
